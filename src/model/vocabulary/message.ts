/**
 * Messages on their way to acceptance, as rows of numbers: a message that waits for a retry costs 32 bytes here, half a
 * cache line. A message is the number of its row, which is used again after its end.
 */

import { SparseRealColumn } from "../../engine/column.js";
import { Rows } from "../../engine/rows.js";
import type { Bytes, Seconds } from "../../schema/quantity.js";

/** A message's number. */
export type MessageId = number;

/** No message: the end of a list, or a session between two transactions. */
export const NO_MESSAGE = -1;

/** How a message ends that no intake has accepted. */
export type Fate = "given up" | "lost";

const WAITING = 0;
const ACCEPTED = 1;
/** The number stands for no message at present. */
const FREE = 2;

export class Messages {
  private readonly rows = new Rows(32);
  /** When the sender created the message, seconds since the start of the run. */
  readonly createdAt = this.rows.reals();
  /** The interval that the retry schedule noted last. 0 before the first failure, and with most schedules. */
  readonly interval = new SparseRealColumn();
  readonly bytes = this.rows.integers();
  readonly recipients = this.rows.integers();
  /** The host that sends it, by its address: unique over all populations. */
  readonly address = this.rows.integers();
  /** Attempts that have failed so far. */
  readonly failures = this.rows.integers();
  /** The message behind this one in its host's queue, or in the free list. */
  readonly next = this.rows.integers();
  private readonly state = this.rows.byteValues();
  /** Durable writes under way. More than one when a sender tries again before an old write has ended. */
  readonly writes = this.rows.byteValues();
  /** What the sender has decided: a number of `Mail`'s, 0 at first. */
  readonly fate = this.rows.byteValues();
  private count = 0;
  private free = NO_MESSAGE;
  /** Messages alive: created and not yet released by their senders. */
  alive = 0;

  /** A new message, with no failures yet. */
  create(now: Seconds, address: number, bytes: Bytes, recipients: number): MessageId {
    const id = this.free === NO_MESSAGE ? this.grow() : this.free;
    this.free = this.next.get(id);
    this.alive++;
    this.createdAt.set(id, now);
    this.interval.set(id, 0);
    this.bytes.set(id, bytes);
    this.recipients.set(id, recipients);
    this.address.set(id, address);
    this.failures.set(id, 0);
    this.next.set(id, NO_MESSAGE);
    this.state.set(id, WAITING);
    this.writes.set(id, 0);
    this.fate.set(id, 0);
    return id;
  }

  /** The intake has stored the message. True the first time; after that each acceptance is a duplicate. */
  accept(id: MessageId): boolean {
    const first = this.state.get(id) === WAITING;
    this.state.set(id, ACCEPTED);
    return first;
  }

  isAccepted(id: MessageId): boolean {
    return this.state.get(id) === ACCEPTED;
  }

  /** The message is over, and its number may be used again. */
  release(id: MessageId): void {
    this.alive--;
    this.state.set(id, FREE);
    this.next.set(id, this.free);
    this.free = id;
  }

  /**
   * Every message that no intake has accepted yet, in the order of their numbers. For snapshots of the queues, not a
   * hot path.
   */
  *waiting(): Generator<MessageId> {
    for (let id = 0; id < this.count; id++) if (this.state.get(id) === WAITING) yield id;
  }

  private grow(): MessageId {
    const id = this.count++;
    this.rows.ensure(this.count);
    this.next.set(id, NO_MESSAGE);
    return id;
  }
}
