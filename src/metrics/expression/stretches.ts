/** Stretches of buckets in which something holds: sums over windows, episodes, recoveries, collapses. */

import type { Seconds } from "../../schema/quantity.js";
import type { Recording } from "../recording.js";
import type { Stretch } from "./windows.js";

/** A part of the system that has success: the names of its two counters. */
export interface Part {
  readonly goodput: string;
  readonly offered: string;
}

/** A part has recovered, or collapsed, when its success stays there for as long. */
const STAYS: Seconds = 300;

/** Goodput below this share of what is offered is a collapse. */
const COLLAPSE = 0.1;

export interface Sums {
  sum: number;
  buckets: number;
  /** Length of the buckets summed; the run's last bucket may be a partial one. */
  seconds: Seconds;
  max: number;
  min: number;
  last: number;
}

/** Over the buckets that begin in one of the windows. Buckets without data (NaN) are passed over. */
export function sumOver(
  series: Float64Array,
  bucket: Seconds,
  windows: readonly Stretch[],
  end: Seconds = Number.POSITIVE_INFINITY,
): Sums {
  const sums = {
    sum: 0,
    buckets: 0,
    seconds: 0,
    max: Number.NEGATIVE_INFINITY,
    min: Number.POSITIVE_INFINITY,
    last: Number.NaN,
  };
  for (let i = 0; i < series.length; i++) {
    const value = series[i]!;
    if (Number.isNaN(value) || !inside(i * bucket, windows)) continue;
    sums.sum += value;
    sums.buckets++;
    sums.seconds += Math.min(bucket, end - i * bucket);
    sums.max = Math.max(sums.max, value);
    sums.min = Math.min(sums.min, value);
    sums.last = value;
  }
  return sums;
}

/** 1 where the condition holds, 0 elsewhere. */
export function conditionSeries(series: Float64Array, holds: (value: number) => boolean): Float64Array {
  return series.map((value) => (holds(value) ? 1 : 0));
}

/** Separate stretches in which a condition holds; shorter quiet gaps than `gap` do not separate. */
export function episodes(series: Float64Array, bucket: Seconds, gap: Seconds, windows: readonly Stretch[]): number {
  let count = 0;
  let quietSince = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < series.length; i++) {
    if (series[i] !== 1 || !inside(i * bucket, windows)) continue;
    if (i * bucket - quietSince >= gap) count++;
    quietSince = (i + 1) * bucket;
  }
  return count;
}

/** The longest unbroken stretch in which a condition holds. */
export function longestStretch({ span }: Recording, condition: Float64Array): Seconds {
  let longest = 0;
  let run = 0;
  for (const holds of condition) {
    run = holds === 1 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest * span.bucket;
}

/** The starts of the buckets from which every part's success stays at `share` or above, after it was below (or at 0). */
export function recoveries(recording: Recording, parts: readonly Part[], share: number): Seconds[] {
  const { bucket } = recording.span;
  const stays = Math.max(1, Math.ceil(STAYS / bucket));
  const good = success(recording, parts).map((value) => (value >= share || Number.isNaN(value) ? 1 : 0));
  const found: Seconds[] = [];
  for (let i = 0; i + stays <= good.length; i++) {
    if (i > 0 && good[i - 1] === 1) continue;
    if (good.subarray(i, i + stays).every((one) => one === 1)) found.push(i * bucket);
  }
  return found;
}

/** Whether goodput stayed below a tenth of what was offered for five minutes within the windows. */
export function collapses(recording: Recording, parts: readonly Part[], windows: readonly Stretch[]): boolean {
  const { bucket } = recording.span;
  const collapsed = success(recording, parts).map((value, i) =>
    value < COLLAPSE && inside(i * bucket, windows) ? 1 : 0,
  );
  return longestStretch(recording, collapsed) >= STAYS;
}

/** The worst part's goodput over what is offered, per bucket; NaN where nothing is offered. */
function success(recording: Recording, parts: readonly Part[]): Float64Array {
  const worst = new Float64Array(recording.buckets).fill(Number.NaN);
  for (const { goodput, offered } of parts) {
    const [good, all] = [recording.series(goodput), recording.series(offered)];
    for (let i = 0; i < worst.length; i++) {
      const share = good[i]! / all[i]!;
      if (Number.isNaN(worst[i]!) || share < worst[i]!) worst[i] = share;
    }
  }
  return worst;
}

function inside(time: Seconds, windows: readonly Stretch[]): boolean {
  for (const { from, to } of windows) if (time >= from - 1e-9 && time < to - 1e-9) return true;
  return false;
}
