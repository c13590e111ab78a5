/**
 * A quantity that has a value at every time, such as a queue's length: its time-weighted mean and its maximum per
 * bucket.
 */

import type { Clock } from "../engine/clock.js";
import type { Seconds } from "../schema/quantity.js";

export class Level {
  private current = 0;
  private since: Seconds = 0;
  /** The bucket of now: its number, its end, value times seconds so far, and the largest value so far. */
  private index = 0;
  private edge: Seconds;
  private area = 0;
  private max = 0;
  /** Buckets that have ended. */
  private areas = new Float64Array(64);
  private maxima = new Float64Array(64);

  constructor(
    readonly name: string,
    private readonly clock: Clock,
    private readonly bucket: Seconds,
  ) {
    this.edge = bucket;
  }

  /** The value now; 0 until it is set. */
  get value(): number {
    return this.current;
  }

  set(value: number): void {
    const { now } = this.clock;
    if (now >= this.edge) this.turn(now);
    this.area += this.current * (now - this.since);
    this.since = now;
    this.current = value;
    if (value > this.max) this.max = value;
  }

  add(difference: number): void {
    this.set(this.current + difference);
  }

  /** Time-weighted mean per bucket up to now; the last bucket may be a partial one. Reading changes nothing. */
  means(buckets: number): Float64Array {
    const { now } = this.clock;
    return new Float64Array(buckets).map((_, i) => {
      if (i < this.index) return this.areas[i]! / this.bucket;
      const seconds = Math.min(now, this.edge) - this.index * this.bucket;
      if (i > this.index || seconds <= 0) return this.current;
      return (this.area + this.current * (Math.min(now, this.edge) - this.since)) / seconds;
    });
  }

  /** Largest value per bucket, however short it lasted. */
  peaks(buckets: number): Float64Array {
    return new Float64Array(buckets).map((_, i) => {
      if (i < this.index) return this.maxima[i]!;
      return i === this.index ? this.max : this.current;
    });
  }

  /** Files the buckets that have ended. */
  private turn(now: Seconds): void {
    while (now >= this.edge) {
      if (this.index >= this.areas.length) this.grow();
      this.areas[this.index] = this.area + this.current * (this.edge - this.since);
      this.maxima[this.index] = this.max;
      this.since = this.edge;
      this.area = 0;
      this.max = this.current;
      this.index++;
      this.edge = (this.index + 1) * this.bucket;
    }
  }

  private grow(): void {
    const { areas, maxima } = this;
    this.areas = new Float64Array(2 * areas.length);
    this.areas.set(areas);
    this.maxima = new Float64Array(2 * maxima.length);
    this.maxima.set(maxima);
  }
}
