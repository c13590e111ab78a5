/**
 * The records of a window: a read at its coordinator, the part of a read at one replica, and the copy of a write for
 * one replica. Also the number of SSTables that a bloom filter lets through in vain.
 */

import type { Ticket } from "../../../engine/calendar.js";
import { pow } from "../../../engine/math.js";
import type { Pooled } from "../../../engine/pool.js";
import type { Bytes, Fraction, Seconds } from "../../../schema/quantity.js";
import type { ThreadHolder, Write } from "../coordination/write.js";

/** A placeholder holds a thread for a read that began before the window, and only gives it back. */
export type ReadKind = "scan" | "message" | "placeholder";

export class ReadRequest implements Pooled {
  kind: ReadKind = "scan";
  range = 0;
  coordinator: ThreadHolder | undefined;
  state: "queued" | "sent" | "over" = "over";
  /** When it got its thread. */
  sentAt: Seconds = 0;
  /** Replicas that have read it. */
  answers = 0;
  /** Events and replicas that still hold the record. */
  holders = 0;
  expiry: Ticket = 0;

  constructor(readonly slot: number) {}
}

export class ReplicaRead implements Pooled {
  /** Undefined for work that the fluid left: no coordinator waits for it. */
  read: ReadRequest | undefined;
  sentAt: Seconds = 0;
  /** Disk work still to be done. */
  left: Bytes = 0;

  constructor(readonly slot: number) {}
}

export class Mutation implements Pooled {
  write: Write | undefined;
  node = 0;
  /**
   * The life of the node in which the mutation arrived. A stop ends a life, and the mutations of that life are lost.
   */
  life = 0;

  constructor(readonly slot: number) {}
}

/**
 * SSTables that a bloom filter lets through in vain: a binomial number out of `others`, by inversion of one uniform
 * draw. For a chance above 1/2 the complement is counted, so that the first term does not underflow.
 */
export function falsePositives(draw: Fraction, others: number, chance: Fraction): number {
  if (others <= 0 || chance === 0) return 0;
  if (chance > 0.5) return others - falsePositives(1 - draw, others, 1 - chance);
  const odds = chance / (1 - chance);
  let term = pow(1 - chance, others);
  let sum = term;
  let count = 0;
  while (sum <= draw && count < others) {
    term *= ((others - count) / (count + 1)) * odds;
    sum += term;
    count++;
  }
  return count;
}
