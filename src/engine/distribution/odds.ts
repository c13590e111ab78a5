/** Picks one of several by their weights, by inversion: one draw from outside decides. */
export class Odds {
  private readonly weights: readonly number[];
  /** Probability of each or an earlier one. The last is 1, whatever the rounding. */
  private readonly upTo: Float64Array;

  /** @param weights not negative, at least one positive; scaled to sum to 1 */
  constructor(weights: readonly number[]) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0 && total < Number.POSITIVE_INFINITY) || weights.some((weight) => weight < 0)) {
      throw new RangeError(`odds: weights of ${weights.join(", ")}`);
    }
    this.weights = weights.map((weight) => weight / total);
    this.upTo = new Float64Array(weights.length);
    let sum = 0;
    this.weights.forEach((weight, i) => {
      sum += weight;
      this.upTo[i] = sum;
    });
    this.upTo.fill(
      1,
      weights.findLastIndex((weight) => weight > 0),
    );
  }

  /** The index that a number from 0 to below 1 falls on. */
  pick(uniform: number): number {
    let low = 0;
    let high = this.upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (uniform < this.upTo[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The weighted average of something that each index has. */
  average(of: (index: number) => number): number {
    return this.weights.reduce((sum, weight, i) => sum + (weight > 0 ? weight * of(i) : 0), 0);
  }
}
