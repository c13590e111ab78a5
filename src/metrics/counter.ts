/** Counts things that happen, in all and per bucket of simulated time, and when the first of each bucket happened. */

import type { Clock } from "../engine/clock.js";
import type { Seconds } from "../schema/quantity.js";

export class Counter {
  /** Since the start of the run. */
  total = 0;
  private values = new Float64Array(64);
  private firsts = new Float64Array(64);

  constructor(
    readonly name: string,
    private readonly clock: Clock,
    private readonly bucket: Seconds,
  ) {}

  increment(): void {
    this.add(1);
  }

  /** @param amount not negative */
  add(amount: number): void {
    const { now } = this.clock;
    const index = Math.floor(now / this.bucket);
    if (index >= this.values.length) this.grow(index);
    if (this.values[index] === 0) this.firsts[index] = now;
    this.values[index]! += amount;
    this.total += amount;
  }

  /** Amount per bucket, for so many buckets. */
  perBucket(buckets: number): Float64Array {
    if (buckets > this.values.length) this.grow(buckets);
    return this.values.slice(0, buckets);
  }

  /** When the first in each bucket happened; NaN where none did. */
  firstPerBucket(buckets: number): Float64Array {
    const values = this.perBucket(buckets);
    return this.firsts.slice(0, buckets).map((first, i) => (values[i] === 0 ? Number.NaN : first));
  }

  private grow(index: number): void {
    const size = Math.max(2 * this.values.length, index + 1);
    const { values, firsts } = this;
    this.values = new Float64Array(size);
    this.values.set(values);
    this.firsts = new Float64Array(size);
    this.firsts.set(firsts);
  }
}
