/**
 * Where the reads of a window come from: index scans as a Poisson process (the pollers of a coordinator are many and do
 * not agree), messages as they are accepted, and message reads that failed or were still to be sent, evenly over a while.
 * Each goes to any live coordinator and any range.
 */
import type { Action } from "../../../engine/action.js";
import type { Calendar, Ticket } from "../../../engine/calendar.js";
import type { Random, Stream } from "../../../engine/random.js";
import type { Seconds } from "../../../schema/quantity.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { Door } from "./request-queue.js";
import type { ReadKind } from "./requests.js";

export interface ArrivalHost {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly doors: readonly Door[];
  /** A read comes to a coordinator. */
  come(kind: ReadKind, range: number, door: Door | undefined): void;
  /** The window is over: the message read goes back to the fluid. */
  owe(): void;
}

export class ReadArrivals {
  private open = false;
  private front: Door[] = [];
  private readonly gaps: Stream;
  private readonly places: Stream;
  private readonly scanComes: Action<void>;
  private readonly messageComes: Action<void>;
  private ticket: Ticket = 0;

  constructor(
    private readonly host: ArrivalHost,
    random: Random,
  ) {
    this.gaps = random.stream("storage.detail.gaps");
    this.places = random.stream("storage.detail.places");
    this.scanComes = host.calendar.signal("storage scan comes", () => this.scan());
    this.messageComes = host.calendar.signal("storage message read comes", () => this.again());
  }

  begin(): void {
    this.open = true;
    this.follow();
  }

  end(): void {
    this.open = false;
    this.host.calendar.cancel(this.ticket);
    this.ticket = 0;
  }

  /** Nodes may have come or gone, and scans may have been switched on. */
  follow(): void {
    this.front = this.host.doors.filter(({ index }) => this.host.nodes[index]?.live);
    if (this.open && this.ticket === 0) this.expectScan();
  }

  /** Hot path. */
  message(): void {
    this.come("message");
  }

  /** So many message reads come, evenly over the time that follows. */
  spread(reads: number, over: Seconds): void {
    for (let i = 0; i < reads; i++) this.host.calendar.after(this.gaps.uniform() * over, this.messageComes);
  }

  private again(): void {
    if (this.open) this.come("message");
    else this.host.owe();
  }

  private scan(): void {
    this.ticket = 0;
    this.come("scan");
    this.expectScan();
  }

  private expectScan(): void {
    const { options, calendar } = this.host;
    const rate = options.reads.scans * options.nodes;
    if (rate > 0) this.ticket = calendar.after(this.gaps.exponential(1 / rate), this.scanComes);
  }

  /** Two draws, whatever comes of them. */
  private come(kind: ReadKind): void {
    const door = this.front[Math.floor(this.places.uniform() * this.front.length)];
    this.host.come(kind, this.places.integer(this.host.options.nodes), door);
  }
}
