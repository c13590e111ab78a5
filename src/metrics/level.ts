/** A quantity that has a value at every time, such as a queue's length: its time-weighted mean and its maximum per bucket. */

import type { Clock } from "../engine/clock.js";
import type { Seconds } from "../schema/quantity.js";

export class Level {
  private current = 0;
  private since: Seconds = 0;
  private index = 0;
  /** Value times seconds, per bucket. */
  private areas = new Float64Array(64);
  private maxima = new Float64Array(64);

  constructor(
    readonly name: string,
    private readonly clock: Clock,
    private readonly bucket: Seconds,
  ) {}

  /** The value now. */
  get value(): number {
    return this.current;
  }

  set(value: number): void {
    this.advance(this.clock.now);
    this.current = value;
    if (value > this.maxima[this.index]!) this.maxima[this.index] = value;
  }

  add(difference: number): void {
    this.set(this.current + difference);
  }

  /** Time-weighted mean per bucket, up to now; the last bucket may be a partial one. */
  means(buckets: number): Float64Array {
    this.close();
    return this.areas
      .slice(0, buckets)
      .map((area, i) => area / Math.min(this.bucket, Math.max(this.since - i * this.bucket, Number.MIN_VALUE)));
  }

  /** Largest value per bucket. */
  peaks(buckets: number): Float64Array {
    this.close();
    return this.maxima.slice(0, buckets);
  }

  /** Accounts for the time up to now. */
  close(): void {
    this.advance(this.clock.now);
  }

  private advance(now: Seconds): void {
    let edge = (this.index + 1) * this.bucket;
    while (now >= edge) {
      this.areas[this.index]! += this.current * (edge - this.since);
      this.since = edge;
      this.enter(this.index + 1);
      edge += this.bucket;
    }
    this.areas[this.index]! += this.current * (now - this.since);
    this.since = now;
  }

  private enter(index: number): void {
    if (index >= this.areas.length) this.grow();
    this.index = index;
    this.maxima[index] = this.current;
  }

  private grow(): void {
    const { areas, maxima } = this;
    this.areas = new Float64Array(2 * areas.length);
    this.areas.set(areas);
    this.maxima = new Float64Array(2 * maxima.length);
    this.maxima.set(maxima);
  }
}
