/**
 * The record of a write in flight: its client, its coordinator, the replicas that have applied it, and its outcome. See
 * `write-path.ts` for its life.
 */
import type { Ticket } from "../../../engine/calendar.js";
import type { Pooled } from "../../../engine/pool.js";
import type { Bytes, Seconds } from "../../../schema/quantity.js";
import type { SpoolClient, WriteOutcome } from "../../vocabulary/durable-write.js";

/** A coordinator, as a request sees it: it holds one of its threads for the request. */
export interface ThreadHolder {
  /** Of the coordinator's node, from 0. */
  readonly index: number;
  /** The request that got its thread at `since` is over: the thread is free. */
  release(since: Seconds): void;
}

/** A write in flight. Its record is released when the write is answered and no queue holds it. */
export class Write implements Pooled {
  client: SpoolClient | undefined;
  coordinator: ThreadHolder | undefined;
  tag = 0;
  bytes: Bytes = 0;
  range = 0;
  submittedAt: Seconds = 0;
  /** When it left the coordinator's queue for the replicas. */
  passedOnAt: Seconds = 0;
  state: "queued" | "passed on" | "answered" = "queued";
  outcome: WriteOutcome = "stored";
  /** Replicas that have applied it. */
  acks = 0;
  /** Queues that hold it: its coordinator's, and those of nodes that cannot take it yet. */
  holders = 0;
  /** Place in the coordinator's queue: the requests that had entered it with this one, since the start. */
  position = 0;
  deadline: Ticket = 0;
  answer: Ticket = 0;
  /**
   * Unit exponentials, one per answer needed. They are drawn at submission, so that every write costs the same draws.
   */
  readonly work: number[] = [];

  constructor(readonly slot: number) {}
}
