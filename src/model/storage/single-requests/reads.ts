/**
 * The life of a read in a window: a coordinator's thread, then as many replicas as consistency asks, answered when all of
 * them have read it, else given up after the read timeout, thread and all. A message read that fails comes again later,
 * by the books that the fluid keeps. Leaves out speculative retries and the bytes on the network.
 * The real thing: StorageProxy.read, ReadCallback.
 */
import type { Action } from "../../../engine/action.js";
import type { Calendar } from "../../../engine/calendar.js";
import type { Lane } from "../../../engine/lane.js";
import { Pool } from "../../../engine/pool.js";
import type { Stream } from "../../../engine/random.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { WindowInstruments } from "./instruments.js";
import type { Routes } from "./replica-choice.js";
import { ReplicaReads, type ReplicaReadsHost } from "./replica-reads.js";
import type { Door } from "./request-queue.js";
import { type ReadKind, ReadRequest } from "./requests.js";

export interface ReadWorld {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly routes: Routes;
  readonly instruments: WindowInstruments;
  /** How many replicas a read needs. */
  readonly needed: number;
  /** A coordinator has sent a read. */
  sent(kind: ReadKind): void;
  /** A message read has failed: it comes again. */
  failed(): void;
}

export class Reads implements ReplicaReadsHost {
  readonly replicas: ReplicaReads;
  /** Reads that came, and how they ended. */
  readonly counts = { came: 0, answered: 0, timedOut: 0, refused: 0, unavailable: 0, lost: 0, handedBack: 0 };
  private readonly requests = new Pool<ReadRequest>("storage read", (slot) => new ReadRequest(slot));
  private readonly arrived: Action<ReadRequest>;
  private readonly answered: Action<ReadRequest>;
  private readonly expired: Action<ReadRequest>;
  private readonly remnantOver: Action<ReadRequest>;
  private readonly expiries: Lane;
  private remnants = 0;

  /** @param luck decides which SSTables bloom filters let through in vain */
  constructor(
    private readonly world: ReadWorld,
    luck: Stream,
  ) {
    const { calendar, options } = world;
    this.replicas = new ReplicaReads(this, luck);
    this.arrived = calendar.action("storage read at replicas", this.requests, (read) => this.arrive(read));
    this.answered = calendar.action("storage read answered", this.requests, (read) => this.answer(read));
    this.expired = calendar.action("storage read expired", this.requests, (read) => this.expire(read));
    this.remnantOver = calendar.action("storage read remnant over", this.requests, (read) => this.endRemnant(read));
    this.expiries = calendar.lane(options.timeouts.read);
  }

  get clock(): Calendar {
    return this.world.calendar;
  }

  get options(): StorageOptions {
    return this.world.options;
  }

  get nodes(): readonly StorageNode[] {
    return this.world.nodes;
  }

  get routes(): Routes {
    return this.world.routes;
  }

  get instruments(): WindowInstruments {
    return this.world.instruments;
  }

  get needed(): number {
    return this.world.needed;
  }

  /** Reads that hold a thread of these doors or wait for one. */
  inFlight(doors: readonly Door[]): number {
    return doors.reduce((sum, { reads, queuedReads }) => sum + reads + queuedReads, -this.remnants);
  }

  /** A read comes to a coordinator. Hot path. */
  come(kind: ReadKind, range: number, door: Door | undefined): void {
    const read = this.draft(kind, range, door);
    if (!door || !this.world.routes.readable(range)) {
      this.counts.unavailable++;
      this.fail(read);
    } else if (!door.offer(read)) {
      this.counts.refused++;
      this.world.instruments.refused.increment();
      this.fail(read);
    }
  }

  /** A record for a read that comes, or has come before the window. */
  draft(kind: ReadKind, range: number, door: Door | undefined): ReadRequest {
    const read = this.requests.acquire();
    if (!read) throw new Error("storage: no record for a read");
    read.kind = kind;
    read.range = range;
    read.door = door;
    read.state = "queued";
    read.answers = 0;
    read.holders = 0;
    read.expiry = 0;
    if (kind !== "remnant") this.counts.came++;
    return read;
  }

  /** For doors: a thread is free for it. Hot path. */
  send(read: ReadRequest): void {
    const { calendar, options } = this.world;
    read.state = "sent";
    read.sentAt = calendar.now;
    read.expiry = this.expiries.start(this.expired, read);
    read.holders++;
    this.world.sent(read.kind);
    calendar.after(options.replica.network / 2, this.arrived, read);
  }

  /** A thread that a read of the time before holds for so long. */
  remain(remnant: ReadRequest, time: number): void {
    this.remnants++;
    remnant.state = "sent";
    remnant.expiry = this.world.calendar.after(time, this.remnantOver, remnant);
  }

  /** For doors: the node stops before its turn. */
  lose(read: ReadRequest): void {
    this.counts.lost++;
    this.end(read);
  }

  /** Those that hold threads of a door, remnants included: ends them without an answer. */
  recall(door: Door, each: (read: ReadRequest) => void): void {
    for (const read of this.requests.items) {
      if (read.door !== door || read.state !== "sent") continue;
      each(read);
      this.end(read);
    }
    door.reads = 0;
  }

  /** For the end of a window: a read is over without an answer. */
  end(read: ReadRequest): void {
    if (read.expiry !== 0) this.world.calendar.cancel(read.expiry);
    if (read.kind === "remnant") this.remnants--;
    read.expiry = 0;
    read.state = "over";
    this.letGo(read);
  }

  /** For replicas. Hot path. */
  readAt(read: ReadRequest): void {
    const { calendar, options, needed } = this.world;
    if (read.state !== "sent" || ++read.answers < needed) return;
    read.holders++;
    calendar.after(options.replica.network / 2, this.answered, read);
  }

  /** For replicas. */
  unhold(read: ReadRequest): void {
    read.holders--;
    this.letGo(read);
  }

  private arrive(read: ReadRequest): void {
    this.replicas.arrive(read);
    this.unhold(read);
  }

  private answer(read: ReadRequest): void {
    read.holders--;
    if (read.state === "sent") {
      const { door } = read;
      this.counts.answered++;
      this.world.instruments.latency.record(this.world.calendar.now - read.sentAt);
      this.end(read);
      door?.releaseRead();
    } else this.letGo(read);
  }

  private expire(read: ReadRequest): void {
    const { door } = read;
    read.expiry = 0;
    this.counts.timedOut++;
    this.world.instruments.timeout.increment();
    this.replicas.expired(read);
    this.fail(read);
    door?.releaseRead();
  }

  private endRemnant(remnant: ReadRequest): void {
    const { door } = remnant;
    remnant.expiry = 0;
    this.end(remnant);
    door?.releaseRead();
  }

  private fail(read: ReadRequest): void {
    if (read.kind === "message") this.world.failed();
    this.end(read);
  }

  private letGo(read: ReadRequest): void {
    if (read.state === "over" && read.holders === 0) this.requests.release(read);
  }
}
