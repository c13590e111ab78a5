/**
 * Values observed one by one, in successive batches: their mean, variance, quantiles and tail, each with its interval.
 * Quantiles come from one histogram of the whole run, never from averages of batch quantiles, which are biased: the
 * batches only tell how far the share below the quantile moves about (Bahadur's representation).
 */
import { batchMeansInterval, type Interval } from "../confidence.js";
import { FineHistogram } from "./fine-histogram.js";
import { ratioInterval, total } from "./ratio-interval.js";

export class BatchedSamples {
  private readonly counts: Float64Array;
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;
  private readonly above: Float64Array[];
  private readonly histogram: FineHistogram | undefined;

  /**
   * @param thresholds for which `exceeding` is wanted. @param quantiles whether quantiles are wanted.
   * @param level of the intervals, such as 0.99
   */
  constructor(
    private readonly batches: number,
    private readonly thresholds: readonly number[],
    quantiles: boolean,
    private readonly level: number,
  ) {
    this.counts = new Float64Array(batches);
    this.sums = new Float64Array(batches);
    this.squares = new Float64Array(batches);
    this.above = thresholds.map(() => new Float64Array(batches));
    if (quantiles) this.histogram = new FineHistogram(batches);
  }

  record(value: number, batch: number): void {
    this.counts[batch]! += 1;
    this.sums[batch]! += value;
    this.squares[batch]! += value * value;
    for (let i = 0; i < this.thresholds.length; i++) {
      if (value > this.thresholds[i]!) this.above[i]![batch]! += 1;
    }
    if (this.histogram !== undefined) this.histogram.record(value, batch);
  }

  mean(): Interval {
    return ratioInterval(this.sums, this.counts, this.level);
  }

  /**
   * Variance around the mean of the whole run.
   * @param control something with mean 0 that was recorded with every value and moves as its square does: it is taken
   * off, which leaves the expectation and narrows the interval (control variates; Law 2015, section 11.4)
   */
  variance(control?: BatchedSamples): Interval {
    const mean = total(this.sums) / total(this.counts);
    const off = (batch: number) => (control === undefined ? 0 : control.sums[batch]!);
    return ratioInterval(
      this.squares.map(
        (square, batch) => square - 2 * mean * this.sums[batch]! + mean ** 2 * this.counts[batch]! - off(batch),
      ),
      this.counts,
      this.level,
    );
  }

  /** Share of the values above one of the thresholds. */
  exceeding(threshold: number): Interval | undefined {
    const above = this.above[this.thresholds.indexOf(threshold)];
    return above && ratioInterval(above, this.counts, this.level);
  }

  /** @param p such as 0.99 */
  quantile(p: number): Interval | undefined {
    const { histogram } = this;
    if (histogram === undefined) return undefined;
    const quantile = histogram.quantile(p);
    // A share of more than p is 0: all batches agree on it.
    if (quantile === 0) return { estimate: 0, halfWidth: 0, values: this.batches };
    // The density at the quantile, from the quantiles a quarter of the tail to both sides; to one, where the other is
    // 0.
    const step = Math.min(p, 1 - p) / 4;
    const lower = histogram.quantile(p - step);
    const density = (lower > 0 ? 2 * step : step) / (histogram.quantile(p + step) - (lower || quantile));
    const scale = this.batches / total(this.counts) / density;
    const below = histogram.below(quantile);
    return batchMeansInterval(
      Array.from(below, (count, batch) => quantile + (p * this.counts[batch]! - count) * scale),
      this.level,
    );
  }
}
