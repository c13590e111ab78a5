/** Stretches of buckets: what their values sum up to inside of windows, and where a condition holds. */

import type { Seconds } from "../../schema/quantity.js";
import type { Span } from "../recording.js";
import type { Stretch } from "./windows.js";

/** A minute, in the grammar's `minutes(m > x)`, is as long as this, or a bucket where that is longer. */
const MINUTE: Seconds = 60;

/** Times are sums of rounded numbers: a bucket that begins a nanosecond early begins with the window. */
const TOLERANCE: Seconds = 1e-9;

export interface Sums {
  sum: number;
  buckets: number;
  /** Length of the buckets summed; the run's last bucket may be a partial one. */
  seconds: Seconds;
  /** Value times length. */
  area: number;
  max: number;
  min: number;
  last: number;
}

/** Over the buckets that begin in one of the windows. Buckets without data (NaN) are passed over. */
export function sumOver(series: Float64Array, { bucket, end }: Span, windows: readonly Stretch[]): Sums {
  const sums = {
    sum: 0,
    buckets: 0,
    seconds: 0,
    area: 0,
    max: Number.NEGATIVE_INFINITY,
    min: Number.POSITIVE_INFINITY,
    last: Number.NaN,
  };
  for (let i = 0; i < series.length; i++) {
    const value = series[i]!;
    if (Number.isNaN(value) || !isInside(i * bucket, windows)) continue;
    const seconds = Math.min(bucket, end - i * bucket);
    sums.sum += value;
    sums.buckets++;
    sums.seconds += seconds;
    sums.area += value * seconds;
    sums.max = Math.max(sums.max, value);
    sums.min = Math.min(sums.min, value);
    sums.last = value;
  }
  return sums;
}

/** 1 where the condition holds, 0 where it does not, NaN outside of the windows and where there is no data. */
export function conditionSeries(
  series: Float64Array,
  holds: (value: number, bucket: number) => boolean | undefined,
  { bucket }: Span,
  windows: readonly Stretch[],
): Float64Array {
  return series.map((value, i) => {
    if (Number.isNaN(value) || !isInside(i * bucket, windows)) return Number.NaN;
    return Number(holds(value, i) ?? Number.NaN);
  });
}

/** Separate stretches in which a condition holds; shorter quiet gaps than `gap` do not separate. */
export function episodes(condition: Float64Array, { bucket }: Span, gap: Seconds): number {
  let count = 0;
  let quietSince = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < condition.length; i++) {
    if (condition[i] !== 1) continue;
    if (i * bucket - quietSince >= gap - TOLERANCE) count++;
    quietSince = (i + 1) * bucket;
  }
  return count;
}

/** The share of minutes with a bucket in which a condition holds; NaN when there is no data. */
export function minutesOf(condition: Float64Array, { bucket }: Span): number {
  const length = Math.max(MINUTE, bucket);
  const known = new Map<number, boolean>();
  for (let i = 0; i < condition.length; i++) {
    if (Number.isNaN(condition[i]!)) continue;
    const minute = Math.floor((i * bucket + TOLERANCE) / length);
    known.set(minute, known.get(minute) === true || condition[i] === 1);
  }
  return known.size === 0 ? Number.NaN : [...known.values()].filter(Boolean).length / known.size;
}

/** The longest unbroken stretch in which a condition holds, and when it begins; NaN when there is no data. */
export function longestStretch(condition: Float64Array, { bucket, end }: Span): { length: Seconds; from: Seconds } {
  const longest = { length: condition.every(Number.isNaN) ? Number.NaN : 0, from: Number.NaN };
  let begin = -1;
  for (let i = 0; i < condition.length; i++) {
    if (condition[i] !== 1) begin = -1;
    else if (begin < 0) begin = i;
    const length = begin < 0 ? 0 : Math.min((i + 1) * bucket, end) - begin * bucket;
    if (length > longest.length) Object.assign(longest, { length, from: begin * bucket });
  }
  return longest;
}

export function isInside(time: Seconds, windows: readonly Stretch[]): boolean {
  for (const { from, to } of windows) if (time >= from - TOLERANCE && time < to - TOLERANCE) return true;
  return false;
}
