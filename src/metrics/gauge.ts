/** A quantity that is read at the end of each bucket, for what would be too dear to follow at every change. */

import type { Clock } from "../engine/clock.js";
import type { Seconds } from "../schema/quantity.js";

export class Gauge {
  private readonly values: number[] = [];

  constructor(
    readonly name: string,
    private readonly clock: Clock,
    private readonly bucket: Seconds,
    private readonly read: () => number,
  ) {}

  /** Reads the value for the bucket that ends now, or that is under way; the last reading of a bucket counts. */
  sample(): void {
    const index = Math.max(0, Math.ceil(this.clock.now / this.bucket - 1e-9) - 1);
    while (this.values.length < index) this.values.push(Number.NaN);
    this.values[index] = this.read();
  }

  /** NaN for buckets in which it was not read. */
  perBucket(buckets: number): Float64Array {
    return new Float64Array(buckets).map((_, i) => this.values[i] ?? Number.NaN);
  }
}
