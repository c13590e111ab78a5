/** The records of a window: a read at its coordinator, its part at one replica, and a write's copy on its way to one. */
import type { Ticket } from "../../../engine/calendar.js";
import type { Pooled } from "../../../engine/pool.js";
import type { Bytes, Fraction, Seconds } from "../../../schema/quantity.js";
import type { Write } from "../coordination/write.js";
import type { Door } from "./request-queue.js";

/** A "remnant" is a thread that a read of the time before the window holds: it only gives it back. */
export type ReadKind = "scan" | "message" | "remnant";

export class ReadRequest implements Pooled {
  kind: ReadKind = "scan";
  range = 0;
  door: Door | undefined;
  state: "queued" | "sent" | "over" = "over";
  /** When it got its thread. */
  sentAt: Seconds = 0;
  /** Replicas that have read it. */
  answers = 0;
  /** Events and replicas that still know it. */
  holders = 0;
  expiry: Ticket = 0;

  constructor(readonly slot: number) {}
}

export class ReplicaRead implements Pooled {
  /** None when it comes from the fluid: nobody waits for it. */
  read: ReadRequest | undefined;
  sentAt: Seconds = 0;
  /** Disk work still to be done. */
  left: Bytes = 0;

  constructor(readonly slot: number) {}
}

export class Mutation implements Pooled {
  write: Write | undefined;
  node = 0;
  /** Which life of its node it came to: a restart loses what is being worked on. */
  life = 0;

  constructor(readonly slot: number) {}
}

/**
 * SSTables that a bloom filter lets through in vain: a binomial number of `others`, by inversion of one uniform draw.
 * Beyond a chance of 1/2 the complement is counted, so that the first term does not vanish.
 */
export function falsePositives(draw: Fraction, others: number, chance: Fraction): number {
  if (others <= 0 || chance === 0) return 0;
  if (chance > 0.5) return others - falsePositives(1 - draw, others, 1 - chance);
  const odds = chance / (1 - chance);
  let term = (1 - chance) ** others;
  let sum = term;
  let count = 0;
  while (sum <= draw && count < others) {
    term *= ((others - count) / (count + 1)) * odds;
    sum += term;
    count++;
  }
  return count;
}
