/**
 * Values with a distribution, such as latencies: percentiles of the whole run after the warm-up, and of any window,
 * because each bucket of time keeps its own sparse copy. Bucketed by when a value is recorded: by completion.
 */

import type { Clock } from "../engine/clock.js";
import type { Seconds } from "../schema/quantity.js";
import { CELLS, cellOf } from "./buckets.js";
import { Tally } from "./tally.js";

/** One bucket of time: which cells were hit, and how often. */
interface Slice {
  readonly cells: Uint16Array;
  readonly counts: Uint32Array;
  readonly sum: number;
  readonly max: number;
}

export class Histogram {
  private readonly slices: (Slice | undefined)[] = [];
  private readonly open = new Uint32Array(CELLS);
  private touched = new Uint16Array(256);
  private touchedCount = 0;
  private sum = 0;
  private max = 0;
  private index = 0;
  private edge: Seconds;

  constructor(
    readonly name: string,
    private readonly clock: Clock,
    /** Seconds per bucket of this histogram. */
    readonly resolution: Seconds,
  ) {
    this.edge = resolution;
  }

  /** @param value not negative */
  record(value: number): void {
    if (this.clock.now >= this.edge) this.turn(this.clock.now);
    const cell = cellOf(value);
    if (this.open[cell]!++ === 0) this.touch(cell);
    this.sum += value;
    if (value > this.max) this.max = value;
  }

  /** All values recorded from one time up to another; both are rounded down to bucket edges. */
  between(from: Seconds, to: Seconds): Tally {
    this.turn(this.clock.now, "keep");
    const tally = new Tally();
    const last = Math.min(Math.ceil(to / this.resolution), this.slices.length);
    for (let i = Math.floor(from / this.resolution); i < last; i++) this.pour(this.slices[i], tally);
    return tally;
  }

  private pour(slice: Slice | undefined, tally: Tally): void {
    if (slice === undefined) return;
    for (let i = 0; i < slice.cells.length; i++) {
      tally.cells[slice.cells[i]!]! += slice.counts[i]!;
      tally.count += slice.counts[i]!;
    }
    tally.sum += slice.sum;
    tally.max = Math.max(tally.max, slice.max);
  }

  private touch(cell: number): void {
    if (this.touchedCount === this.touched.length) {
      const old = this.touched;
      this.touched = new Uint16Array(2 * old.length);
      this.touched.set(old);
    }
    this.touched[this.touchedCount++] = cell;
  }

  /** Packs the open bucket away. "keep": it stays open, and only its copy so far is filed. */
  private turn(now: Seconds, then: "clear" | "keep" = "clear"): void {
    this.slices[this.index] = this.pack();
    if (then === "keep" && now < this.edge) return;
    for (let i = 0; i < this.touchedCount; i++) this.open[this.touched[i]!] = 0;
    this.touchedCount = 0;
    this.sum = 0;
    this.max = 0;
    const next = Math.floor(now / this.resolution);
    while (this.slices.length < next) this.slices.push(undefined);
    this.index = next;
    this.edge = (next + 1) * this.resolution;
  }

  private pack(): Slice | undefined {
    if (this.touchedCount === 0) return undefined;
    const cells = this.touched.slice(0, this.touchedCount).sort();
    return { cells, counts: Uint32Array.from(cells, (cell) => this.open[cell]!), sum: this.sum, max: this.max };
  }
}
