/**
 * How accepted mail is made durable: the words that the intake and the storage share. The intake asks for a write and
 * is told its outcome later. A scenario has a Cassandra-like cluster behind this interface, or a store that takes no
 * time.
 */
import type { Bytes, Seconds } from "../../schema/quantity.js";

/**
 * How a durable write ended. `stored`: enough replicas have the message. `timeout`: too few answered in time, and some
 * may have the message all the same. `unavailable`: too few replicas are up. `overloaded`: the coordinator's queue was
 * full.
 */
export type WriteOutcome = "stored" | "timeout" | "unavailable" | "overloaded";

/** Makes accepted mail durable. */
export interface Spool {
  /** The outcome of a write never takes longer than this. */
  readonly longest: Seconds;
  /** Stores a message of `bytes`. The outcome reaches `client` by a later event, together with `tag`. */
  write(bytes: Bytes, client: SpoolClient, tag: number): void;
}

/** Asks for durable writes. */
export interface SpoolClient {
  /** The write that was asked for with `tag` has ended. Called exactly once per write. */
  written(tag: number, outcome: WriteOutcome): void;
}
