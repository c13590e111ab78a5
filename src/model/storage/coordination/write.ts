/** A write on its way through the cluster: who asked for it, where it is, who has applied it, what became of it. */
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

/** A write in flight. Pooled: it is released when it is answered and no queue holds it any more. */
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
  /** Place in the coordinator's queue: requests that have entered it up to and including this one. */
  position = 0;
  deadline: Ticket = 0;
  answer: Ticket = 0;
  /** Unit exponentials, one per answer needed, drawn at submission so that streams stay in step whatever happens. */
  readonly work: number[] = [];

  constructor(readonly slot: number) {}
}
