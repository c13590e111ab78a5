/**
 * Values with a distribution, such as latencies: percentiles of the whole run after the warm-up, and of any window,
 * because each bucket of time keeps its own sparse copy. Bucketed by when a value is recorded: by completion.
 */

import type { Clock } from "../engine/clock.js";
import type { Seconds } from "../schema/quantity.js";
import { CELLS, cellOf } from "./buckets.js";
import { Slices, TOLERANCE } from "./slices.js";
import { Tally } from "./tally.js";

export class Histogram {
  private readonly past = new Slices();
  /** The bucket of now: how often each cell was hit, and which were. */
  private readonly counts = new Uint32Array(CELLS);
  private readonly touched = new Uint16Array(CELLS);
  private touchedCount = 0;
  private sum = 0;
  private max = 0;
  private start: Seconds = 0;
  private edge: Seconds;

  /**
   * @param resolution seconds per bucket of this histogram
   * @param warmUp where the bucket in which the warm-up ends is cut in two, so that the rest can be read exactly
   */
  constructor(
    readonly name: string,
    private readonly clock: Clock,
    readonly resolution: Seconds,
    private readonly warmUp: Seconds = 0,
  ) {
    this.edge = this.edgeAfter(0, resolution);
  }

  /** @param value not negative */
  record(value: number): void {
    if (this.clock.now >= this.edge) this.turn();
    const cell = cellOf(value);
    if (this.counts[cell]!++ === 0) this.touched[this.touchedCount++] = cell;
    this.sum += value;
    if (value > this.max) this.max = value;
  }

  /**
   * All values of the buckets that begin from one time up to another, the latter excluded. A run ends with its last
   * event: when `to` is now or later, what was recorded at that very time is in.
   * @param tally an empty one that takes them
   */
  between(from: Seconds, to: Seconds, tally = new Tally()): Tally {
    const end = to >= this.clock.now ? Number.POSITIVE_INFINITY : to;
    this.past.pour(from, end, tally);
    if (this.start >= from - TOLERANCE && this.start < end - TOLERANCE) this.pourOpen(tally);
    return tally;
  }

  /** The length of the buckets that begin from one time up to another, up to now. */
  covered(from: Seconds, to: Seconds): Seconds {
    return Math.max(0, Math.min(this.beginAt(to), this.clock.now) - this.beginAt(from));
  }

  /** The first beginning of a bucket at a time or later. */
  private beginAt(time: Seconds): Seconds {
    const begin = Math.ceil(time / this.resolution - 1e-9) * this.resolution;
    return time <= this.warmUp && this.warmUp < begin ? this.warmUp : begin;
  }

  private pourOpen(tally: Tally): void {
    for (let i = 0; i < this.touchedCount; i++) tally.add(this.touched[i]!, this.counts[this.touched[i]!]!);
    tally.sum += this.sum;
    tally.max = Math.max(tally.max, this.max);
  }

  /** Files the bucket that has ended and opens that of now. */
  private turn(): void {
    if (this.touchedCount > 0) this.file();
    const { now } = this.clock;
    let index = Math.floor(now / this.resolution);
    // The quotient may be rounded down across a bucket's edge, though the product is not.
    if ((index + 1) * this.resolution <= now) index++;
    const start = index * this.resolution;
    this.start = start < this.warmUp && this.warmUp <= now ? this.warmUp : start;
    this.edge = this.edgeAfter(this.start, (index + 1) * this.resolution);
  }

  private file(): void {
    this.past.begin(this.start, this.sum, this.max);
    for (let i = 0; i < this.touchedCount; i++) {
      const cell = this.touched[i]!;
      this.past.append(cell, this.counts[cell]!);
      this.counts[cell] = 0;
    }
    this.touchedCount = 0;
    this.sum = 0;
    this.max = 0;
  }

  private edgeAfter(start: Seconds, edge: Seconds): Seconds {
    return start < this.warmUp && this.warmUp < edge ? this.warmUp : edge;
  }
}
