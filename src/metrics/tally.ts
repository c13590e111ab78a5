/**
 * How often values fell into each cell of the log-linear scale: what percentiles are read from. Tallies merge by
 * addition.
 */

import { CELLS, middleOf } from "./buckets.js";

export class Tally {
  readonly cells = new Float64Array(CELLS);
  count = 0;
  sum = 0;
  /** Exact; 0 when there is none. */
  max = 0;

  /**
   * The value below which a share `p` (0 to 1) of all values lies (nearest rank), within 0.4 %; NaN when there is none.
   */
  quantile(p: number): number {
    if (this.count === 0) return Number.NaN;
    // 0.07 * 100 is a little more than 7, and must not become the 8th.
    const rank = Math.max(1, Math.ceil(p * this.count - 1e-9));
    if (rank >= this.count) return this.max;
    let seen = 0;
    let cell = -1;
    while (seen < rank) seen += this.cells[++cell]!;
    return Math.min(middleOf(cell), this.max);
  }

  get mean(): number {
    return this.count === 0 ? Number.NaN : this.sum / this.count;
  }

  /** Notes values of one cell. Whoever adds keeps `sum` and `max`. */
  add(cell: number, count: number): void {
    this.cells[cell]! += count;
    this.count += count;
  }

  /** Empties it, to be filled again: as good as a new one, at a fraction of its price. */
  clear(): this {
    this.cells.fill(0);
    this.count = 0;
    this.sum = 0;
    this.max = 0;
    return this;
  }

  /** Counts merge exactly in any order; sums in a fixed order only, so merge runs by seed. */
  merge(other: Tally): void {
    for (let cell = 0; cell < CELLS; cell++) this.cells[cell]! += other.cells[cell]!;
    this.count += other.count;
    this.sum += other.sum;
    this.max = Math.max(this.max, other.max);
  }
}
