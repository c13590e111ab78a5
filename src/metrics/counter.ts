/** Counts things that happen, in all and per bucket of simulated time, and when the first of each bucket happened. */

import type { Clock } from "../engine/clock.js";
import type { Seconds } from "../schema/quantity.js";

export class Counter {
  /** Since the start of the run. */
  total = 0;
  private index = 0;
  private edge: Seconds;
  private values = new Float64Array(64);
  private firsts = new Float64Array(64);

  constructor(
    readonly name: string,
    private readonly clock: Clock,
    private readonly bucket: Seconds,
  ) {
    this.edge = bucket;
  }

  increment(): void {
    this.add(1);
  }

  /** @param amount not negative */
  add(amount: number): void {
    const { now } = this.clock;
    if (now >= this.edge) this.turn(now);
    if (this.values[this.index] === 0) this.firsts[this.index] = now;
    this.values[this.index]! += amount;
    this.total += amount;
  }

  /** Amount per bucket. What happened at the very end of the last one, where the next would begin, belongs to it. */
  perBucket(buckets: number): Float64Array {
    const amounts = new Float64Array(buckets);
    amounts.set(this.values.subarray(0, buckets));
    for (let i = buckets; i <= this.index; i++) amounts[buckets - 1]! += this.values[i]!;
    return amounts;
  }

  /** When the first in each bucket happened; infinity where none did. */
  firstPerBucket(buckets: number): Float64Array {
    const firsts = new Float64Array(buckets).fill(Number.POSITIVE_INFINITY);
    for (let i = Math.min(this.index, buckets); i >= 0; i--)
      if (this.values[i]! > 0) firsts[Math.min(i, buckets - 1)] = this.firsts[i]!;
    return firsts;
  }

  private turn(now: Seconds): void {
    this.index = Math.floor(now / this.bucket);
    // The quotient may be rounded down across a bucket's edge, though the product is not.
    if ((this.index + 1) * this.bucket <= now) this.index++;
    this.edge = (this.index + 1) * this.bucket;
    if (this.index >= this.values.length) this.grow();
  }

  private grow(): void {
    const size = 2 * Math.max(this.values.length, this.index);
    const { values, firsts } = this;
    this.values = new Float64Array(size);
    this.values.set(values);
    this.firsts = new Float64Array(size);
    this.firsts.set(firsts);
  }
}
