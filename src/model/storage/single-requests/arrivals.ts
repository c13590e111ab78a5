/**
 * The arrivals of reads in a window. Index scans are a Poisson process, because a coordinator has many pollers that are
 * not synchronised. Message reads arrive as messages are accepted. Message reads that failed, or were still to be sent,
 * arrive evenly over some time. Each read goes to a live coordinator and a range at random.
 */
import type { Action } from "../../../engine/action.js";
import type { Calendar, Ticket } from "../../../engine/calendar.js";
import type { Random, Stream } from "../../../engine/random.js";
import type { Seconds } from "../../../schema/quantity.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { RequestQueue } from "./request-queue.js";
import type { ReadKind } from "./requests.js";

/** What the arrivals need from their window. */
export interface ReadArrivalsNeeds {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly queues: readonly RequestQueue[];
  /** A read arrives at a coordinator, or finds none live. */
  submit(kind: ReadKind, range: number, queue: RequestQueue | undefined): void;
  /** The window is over: the message read goes back to the fluid. */
  requeue(): void;
}

export class ReadArrivals {
  private open = false;
  private live: RequestQueue[] = [];
  private readonly gaps: Stream;
  private readonly places: Stream;
  private readonly scanArrives: Action<void>;
  private readonly messageArrives: Action<void>;
  private ticket: Ticket = 0;

  constructor(
    private readonly needs: ReadArrivalsNeeds,
    random: Random,
  ) {
    this.gaps = random.stream("storage.detail.gaps");
    this.places = random.stream("storage.detail.places");
    this.scanArrives = needs.calendar.signal("storage scan comes", () => this.scan());
    this.messageArrives = needs.calendar.signal("storage message read comes", () => this.again());
  }

  begin(): void {
    this.open = true;
    this.follow();
  }

  end(): void {
    this.open = false;
    this.needs.calendar.cancel(this.ticket);
    this.ticket = 0;
  }

  /** Nodes may have become live or stopped to be, and scans may have been switched on. */
  follow(): void {
    this.live = this.needs.queues.filter(({ index }) => this.needs.nodes[index]?.live);
    if (this.open && this.ticket === 0) this.expectScan();
  }

  /** A message read arrives. Hot path. */
  message(): void {
    this.submit("message");
  }

  /** Message reads arrive at uniformly random moments of the time that follows. */
  spread(reads: number, over: Seconds): void {
    for (let i = 0; i < reads; i++) this.needs.calendar.after(this.gaps.uniform() * over, this.messageArrives);
  }

  private again(): void {
    if (this.open) this.submit("message");
    else this.needs.requeue();
  }

  private scan(): void {
    this.ticket = 0;
    this.submit("scan");
    this.expectScan();
  }

  private expectScan(): void {
    const { options, calendar } = this.needs;
    const rate = options.reads.scans * options.nodes;
    if (rate > 0) this.ticket = calendar.after(this.gaps.exponential(1 / rate), this.scanArrives);
  }

  /** Every arrival costs two draws, even when no coordinator is live. */
  private submit(kind: ReadKind): void {
    const queue = this.live[Math.floor(this.places.uniform() * this.live.length)];
    this.needs.submit(kind, this.places.integer(this.needs.options.nodes), queue);
  }
}
