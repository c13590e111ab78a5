/** How often values fell into each cell of the log-linear scale: what percentiles are read from. Tallies merge by addition. */

import { CELLS, valueOf } from "./buckets.js";

export class Tally {
  readonly cells = new Float64Array(CELLS);
  count = 0;
  sum = 0;
  max = 0;

  /** The value below which a share `p` (0 to 1) of all values lies, within 0.4 %; NaN when there is none. */
  quantile(p: number): number {
    if (this.count === 0) return Number.NaN;
    const rank = Math.max(1, Math.ceil(p * this.count));
    let seen = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      seen += this.cells[cell]!;
      if (seen >= rank) return Math.min(valueOf(cell), this.max);
    }
    return this.max;
  }

  get mean(): number {
    return this.count === 0 ? Number.NaN : this.sum / this.count;
  }

  merge(other: Tally): void {
    for (let cell = 0; cell < CELLS; cell++) this.cells[cell]! += other.cells[cell]!;
    this.count += other.count;
    this.sum += other.sum;
    this.max = Math.max(this.max, other.max);
  }
}
