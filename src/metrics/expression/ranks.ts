/** `trend` and `spearman`: rank statistics of series, bucket by bucket or over longer stretches of a window. */

import type { Seconds } from "../../schema/quantity.js";
import { mannKendall, spearman } from "../rank-statistics.js";
import type { Span } from "../recording.js";
import { isInside } from "./stretches.js";
import type { Stretch } from "./windows.js";

/** The normal approximation of the trend test asks for no fewer. */
const FEWEST = 8;
/** Every pair of values is looked at. */
const MOST = 5000;

/** What came out, or why nothing did. */
export type Ranked = number | { readonly missing: string };

export interface Asked {
  readonly span: Span;
  readonly windows: readonly Stretch[];
  /** Means over stretches of this length are looked at. */
  readonly every: Seconds;
}

export function trendOf(series: Float64Array, asked: Asked): Ranked {
  const values = meansOf(series, asked).filter((value) => !Number.isNaN(value));
  return tooFewOrMany(values.length) ?? mannKendall(values);
}

/** Stretches in which either series has no data are left out. */
export function correlationOf(a: Float64Array, b: Float64Array, asked: Asked): Ranked {
  const other = meansOf(b, asked);
  const pairs = meansOf(a, asked)
    .map((value, i) => [value, other[i] ?? Number.NaN] as const)
    .filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  const values = [pairs.map(([x]) => x), pairs.map(([, y]) => y)] as const;
  return tooFewOrMany(pairs.length) ?? spearman(...values);
}

function tooFewOrMany(count: number): Ranked | undefined {
  if (count < FEWEST) return { missing: `${count} values in the window, of at least ${FEWEST}` };
  return count > MOST ? { missing: `${count} values, of at most ${MOST}: take longer stretches` } : undefined;
}

/** Means over stretches of each window, in order; NaN for one without data. */
function meansOf(series: Float64Array, { span, windows, every }: Asked): number[] {
  return windows.flatMap((window) => {
    const sums = Array.from({ length: Math.ceil((window.to - window.from) / every - 1e-9) }, () => ({ sum: 0, n: 0 }));
    for (let i = 0; i < series.length; i++) {
      if (Number.isNaN(series[i]!) || !isInside(i * span.bucket, [window])) continue;
      const group = sums[Math.max(0, Math.floor((i * span.bucket - window.from) / every + 1e-9))];
      if (group === undefined) continue;
      group.sum += series[i]!;
      group.n++;
    }
    return sums.map(({ sum, n }) => (n === 0 ? Number.NaN : sum / n));
  });
}
