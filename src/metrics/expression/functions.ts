/** The functions of the metric grammar, by what they take and what they give. */

/** Figures of a metric in a window; inside another function, of each bucket. */
export const AGGREGATES: ReadonlySet<string> = new Set(["rate", "share", "count", "max", "min", "mean", "last"]);

/** Of a condition: how many stretches, and which share of the minutes. */
export const COUNTS: ReadonlySet<string> = new Set(["episodes", "minutes"]);

/** Rank statistics of series: Mann–Kendall's Z, and Spearman's correlation with a second series. */
export const RANKS: ReadonlySet<string> = new Set(["trend", "spearman"]);

/** A time of the run. */
export const TIMES: ReadonlySet<string> = new Set(["first", "recovered"]);

/** Yes or no by themselves. */
export const VERDICTS: ReadonlySet<string> = new Set(["collapsed"]);

/** Functions of a part of the system, the one that has `.goodput` and `.offered`. */
export const OF_PARTS: ReadonlySet<string> = new Set(["recovered", "collapsed"]);

/** Figures of a steady state: without a window they leave the warm-up out, as percentiles do. */
export const STEADY: ReadonlySet<string> = new Set(["rate", "share", "mean"]);

/** For suggestions and messages; any percentile from p01 to p9999 is understood. */
export const FUNCTIONS: readonly string[] = [
  ...AGGREGATES,
  "p50",
  "p90",
  "p95",
  "p99",
  "p999",
  ...COUNTS,
  ...RANKS,
  ...TIMES,
  ...VERDICTS,
];

/** 0.5 for p50, 0.999 for p999; undefined for what is no percentile, such as p100. */
export function percentileOf(name: string): number | undefined {
  if (!/^p(\d\d|9\d{2,3})$/.test(name) || name === "p00") return undefined;
  return Number(`0.${name.slice(1)}`);
}

export function isFunction(name: string): boolean {
  return FUNCTIONS.includes(name) || percentileOf(name) !== undefined;
}

/** Whether a function gives a figure of a metric, in a window or per bucket. */
export function isFigure(name: string): boolean {
  return AGGREGATES.has(name) || percentileOf(name) !== undefined;
}
