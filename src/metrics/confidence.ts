/**
 * Confidence intervals: how far an estimate from a run of finite length may lie from the truth. Sources: A. M. Law,
 * Simulation Modeling and Analysis (5th ed., 2015), sections 4.5 and 9.5; J. von Neumann, "Distribution of the Ratio of
 * the Mean Square Successive Difference to the Variance", Annals of Mathematical Statistics 12 (1941) 367-395; E. B.
 * Wilson, "Probable Inference", Journal of the American Statistical Association 22 (1927) 209-212.
 */
import jstat from "jstat";

/** `estimate` ± `halfWidth`. */
export interface Interval {
  readonly estimate: number;
  /** Infinite when there are too few values to tell. */
  readonly halfWidth: number;
  /** How many values, taken as independent, it rests on. */
  readonly values: number;
}

/** Fewer batches than this are not merged further. */
const FEWEST_BATCHES = 20;

/** The t of Student with `degrees` of freedom that is exceeded with probability 1 - `probability`. Error below 1e-8. */
export function studentQuantile(probability: number, degrees: number): number {
  return jstat.studentt.inv(probability, degrees);
}

/** Interval for the mean of independent values (replications). @param level such as 0.99 */
export function meanInterval(values: readonly number[], level: number): Interval {
  const n = values.length;
  const estimate = mean(values);
  if (n < 2) return { estimate, halfWidth: Number.POSITIVE_INFINITY, values: n };
  const variance = sumOfSquares(values, estimate) / (n - 1);
  return { estimate, halfWidth: studentQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n), values: n };
}

/**
 * Interval for the mean of successive batches of one long run. Neighbours are merged until they look independent by
 * von Neumann's ratio, or fewer than 40 are left. Start with 40 to 160 batches of equal length.
 */
export function batchMeansInterval(batches: readonly number[], level: number): Interval {
  let values = batches;
  while (values.length >= 2 * FEWEST_BATCHES && correlated(values)) values = pairMeans(values);
  return meanInterval(values, level);
}

/**
 * Mean square difference of neighbours over the variance: about 2 for independent values, less when neighbours agree.
 */
export function vonNeumannRatio(values: readonly number[]): number {
  let successive = 0;
  for (let i = 1; i < values.length; i++) successive += (values[i]! - values[i - 1]!) ** 2;
  return ((successive / sumOfSquares(values, mean(values))) * values.length) / (values.length - 1);
}

/** Wilson's score interval for a proportion: honest for small numbers and near 0 and 1, unlike the usual formula. */
export function wilsonInterval(successes: number, trials: number, level: number): { low: number; high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const z2 = jstat.normal.inv((1 + level) / 2, 0, 1) ** 2;
  const share = successes / trials;
  const center = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const reach = Math.sqrt(z2 * ((share * (1 - share)) / trials + z2 / (4 * trials ** 2))) / (1 + z2 / trials);
  return { low: successes === 0 ? 0 : center - reach, high: successes === trials ? 1 : center + reach };
}

/** Whether neighbours agree more than independent values would in 95 % of cases: the ratio is about normal. */
function correlated(values: readonly number[]): boolean {
  const n = values.length;
  const expected = (2 * n) / (n - 1);
  const deviation = Math.sqrt((4 * n ** 2 * (n - 2)) / ((n + 1) * ((n - 1) ** 2 * (n - 1))));
  return vonNeumannRatio(values) < expected - 1.645 * deviation;
}

function pairMeans(values: readonly number[]): number[] {
  const pairs: number[] = [];
  for (let i = 0; i + 1 < values.length; i += 2) pairs.push((values[i]! + values[i + 1]!) / 2);
  return pairs;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sumOfSquares(values: readonly number[], center: number): number {
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0);
}
