/**
 * The ratio of two totals over successive batches of a run, such as time integral over time or sum over count, with the
 * interval of the ratio. Every batch counts with its influence on the ratio (delta method), so batches need not be
 * equal.
 */
import { batchMeansInterval, type Interval } from "../confidence.js";

/** @param over totals of the numerator by batch. @param under of the denominator. @param level such as 0.99 */
export function ratioInterval(over: ArrayLike<number>, under: ArrayLike<number>, level: number): Interval {
  const ratio = total(over) / total(under);
  const scale = under.length / total(under);
  return batchMeansInterval(
    Array.from(over, (value, batch) => ratio + (value - ratio * under[batch]!) * scale),
    level,
  );
}

export function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
