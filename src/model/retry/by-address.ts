/**
 * A destination of several addresses, each with a memory of its own. The client skips addresses that it may not try
 * yet, and the destination rests only while all of them do. Real thing: Exim's retry records, one per host and IP
 * address; qmail's tcpto.
 */

import type { Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import { type Destination, type Herd, NO_ADDRESS } from "../vocabulary/retry-profile.js";

/** One memory per address; a single address needs no list. */
export function byAddress(addresses: number | undefined, make: () => Destination): Destination {
  if (addresses === undefined || addresses === 1) return make();
  return new ByAddress(Array.from({ length: addresses }, make));
}

class ByAddress implements Destination {
  window: number;
  resumesAt: Seconds = 0;
  readonly herd?: Herd;

  constructor(private readonly memories: readonly Destination[]) {
    const herd = memories[0]?.herd;
    if (herd !== undefined) this.herd = herd;
    this.window = memories[0]?.window ?? 1;
  }

  delivered(now: Seconds, busy: number, address = 0): void {
    this.memories[address]?.delivered(now, busy);
    this.sumUp();
  }

  failed(now: Seconds, busy: number, failure: Failure, address = 0): void {
    this.memories[address]?.failed(now, busy, failure);
    this.sumUp();
  }

  nextAddress(now: Seconds, from: number): number {
    for (let i = from; i < this.memories.length; i++) if ((this.memories[i]?.resumesAt ?? 0) <= now) return i;
    return NO_ADDRESS;
  }

  idle(now: Seconds): void {
    for (const memory of this.memories) memory.idle(now);
  }

  /** The widest window, and the earliest time. */
  private sumUp(): void {
    this.window = 1;
    this.resumesAt = Number.POSITIVE_INFINITY;
    for (const { window, resumesAt } of this.memories) {
      if (window > this.window) this.window = window;
      if (resumesAt < this.resumesAt) this.resumesAt = resumesAt;
    }
  }
}
