/**
 * The life of a read in a window. It takes a thread of a coordinator and goes to as many replicas as consistency asks.
 * It is answered when all of them have read it; after the read timeout it is given up, and its thread is free. A
 * message read that fails is tried again later, as ReadTraffic decides. Leaves out speculative retries and the bytes on
 * the network. The real thing: StorageProxy.read, ReadCallback.
 */
import type { Action } from "../../../engine/action.js";
import type { Calendar } from "../../../engine/calendar.js";
import type { Lane } from "../../../engine/lane.js";
import { Pool } from "../../../engine/pool.js";
import type { Stream } from "../../../engine/random.js";
import type { Seconds } from "../../../schema/quantity.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { WindowInstruments } from "./instruments.js";
import type { ReplicaChoice } from "./replica-choice.js";
import { ReplicaReads, type ReplicaReadsNeeds } from "./replica-reads.js";
import type { RequestQueue } from "./request-queue.js";
import { type ReadKind, ReadRequest } from "./requests.js";

/** What the reads need from their window. */
export interface ReadsNeeds {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly replicaChoice: ReplicaChoice;
  readonly instruments: WindowInstruments;
  /** The number of replicas that a read needs. */
  readonly needed: number;
  /** A coordinator has sent a read. */
  sent(kind: ReadKind): void;
  /** A message read has failed; it will be tried again. */
  failed(): void;
}

export class Reads implements ReplicaReadsNeeds {
  readonly replicas: ReplicaReads;
  /** Reads submitted, and how they ended. */
  readonly counts = { submitted: 0, answered: 0, timedOut: 0, refused: 0, unavailable: 0, lost: 0, handedBack: 0 };
  private readonly requests = new Pool<ReadRequest>("storage read", (slot) => new ReadRequest(slot));
  private readonly arrived: Action<ReadRequest>;
  private readonly answered: Action<ReadRequest>;
  private readonly expired: Action<ReadRequest>;
  private readonly placeholderOver: Action<ReadRequest>;
  private readonly expiries: Lane;
  private placeholders = 0;

  /** @param luck for the SSTables that bloom filters let through in vain */
  constructor(
    private readonly needs: ReadsNeeds,
    luck: Stream,
  ) {
    const { calendar, options } = needs;
    this.replicas = new ReplicaReads(this, luck);
    this.arrived = calendar.action("storage read at replicas", this.requests, (read) => this.arrive(read));
    this.answered = calendar.action("storage read answered", this.requests, (read) => this.answer(read));
    this.expired = calendar.action("storage read expired", this.requests, (read) => this.expire(read));
    this.placeholderOver = calendar.action("storage read placeholder over", this.requests, (read) =>
      this.endPlaceholder(read),
    );
    this.expiries = calendar.lane(options.timeouts.read);
  }

  get clock(): Calendar {
    return this.needs.calendar;
  }

  get options(): StorageOptions {
    return this.needs.options;
  }

  get nodes(): readonly StorageNode[] {
    return this.needs.nodes;
  }

  get replicaChoice(): ReplicaChoice {
    return this.needs.replicaChoice;
  }

  get instruments(): WindowInstruments {
    return this.needs.instruments;
  }

  get needed(): number {
    return this.needs.needed;
  }

  /** Reads that hold a thread of these coordinators or wait for one. */
  inFlight(queues: readonly RequestQueue[]): number {
    return queues.reduce((sum, { reads, queuedReads }) => sum + reads + queuedReads, -this.placeholders);
  }

  /** A read arrives at a coordinator, or finds none live. Hot path. */
  submit(kind: ReadKind, range: number, queue: RequestQueue | undefined): void {
    const read = this.draft(kind, range, queue);
    if (!queue || !this.needs.replicaChoice.readable(range)) {
      this.counts.unavailable++;
      this.fail(read);
    } else if (!queue.offer(read)) {
      this.counts.refused++;
      this.needs.instruments.refused.increment();
      this.fail(read);
    }
  }

  /** A record for a read that arrives, or began before the window. */
  draft(kind: ReadKind, range: number, queue: RequestQueue | undefined): ReadRequest {
    const read = this.requests.acquire();
    if (!read) throw new Error("storage: no record for a read");
    read.kind = kind;
    read.range = range;
    read.coordinator = queue;
    read.state = "queued";
    read.answers = 0;
    read.holders = 0;
    read.expiry = 0;
    if (kind !== "placeholder") this.counts.submitted++;
    return read;
  }

  /** For request queues: a thread is free for the read. Hot path. */
  send(read: ReadRequest): void {
    const { calendar, options } = this.needs;
    read.state = "sent";
    read.sentAt = calendar.now;
    read.expiry = this.expiries.start(this.expired, read);
    read.holders++;
    this.needs.sent(read.kind);
    calendar.after(options.replica.network / 2, this.arrived, read);
  }

  /** A read that began before the window holds its thread for this time. */
  hold(placeholder: ReadRequest, time: Seconds): void {
    this.placeholders++;
    placeholder.state = "sent";
    placeholder.sentAt = this.needs.calendar.now;
    placeholder.expiry = this.needs.calendar.after(time, this.placeholderOver, placeholder);
  }

  /** For request queues: the node stops before the turn of the read. */
  lose(read: ReadRequest): void {
    this.counts.lost++;
    this.end(read);
  }

  /** Ends, without an answer, the reads that hold threads of a coordinator, placeholders included. */
  recall(queue: RequestQueue, each: (read: ReadRequest) => void): void {
    for (const read of this.requests.items) {
      if (read.coordinator !== queue || read.state !== "sent") continue;
      each(read);
      this.end(read);
    }
    queue.reads = 0;
  }

  /** A read is over. Its record is free as soon as no event and no replica holds it. */
  end(read: ReadRequest): void {
    if (read.expiry !== 0) this.needs.calendar.cancel(read.expiry);
    if (read.kind === "placeholder") this.placeholders--;
    read.expiry = 0;
    read.state = "over";
    this.letGo(read);
  }

  /** For replicas: one of them has read its part. Hot path. */
  readAt(read: ReadRequest): void {
    const { calendar, options, needed } = this.needs;
    if (read.state !== "sent" || ++read.answers < needed) return;
    read.holders++;
    calendar.after(options.replica.network / 2, this.answered, read);
  }

  /** For replicas: one of them no longer holds the record. */
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
      const { coordinator, sentAt } = read;
      this.counts.answered++;
      this.needs.instruments.latency.record(this.needs.calendar.now - sentAt);
      this.end(read);
      coordinator?.release(sentAt);
    } else this.letGo(read);
  }

  private expire(read: ReadRequest): void {
    const { coordinator, sentAt } = read;
    read.expiry = 0;
    this.counts.timedOut++;
    this.needs.instruments.timeout.increment();
    this.replicas.expired(read);
    this.fail(read);
    coordinator?.release(sentAt);
  }

  private endPlaceholder(placeholder: ReadRequest): void {
    const { coordinator, sentAt } = placeholder;
    placeholder.expiry = 0;
    this.end(placeholder);
    coordinator?.release(sentAt);
  }

  private fail(read: ReadRequest): void {
    if (read.kind === "message") this.needs.failed();
    this.end(read);
  }

  private letGo(read: ReadRequest): void {
    if (read.state === "over" && read.holders === 0) this.requests.release(read);
  }
}
