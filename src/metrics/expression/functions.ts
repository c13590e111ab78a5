/** The functions of the metric grammar, by what they give. */

/** Of a metric in a window: a number. */
export const PERCENTILES: ReadonlyMap<string, number> = new Map([
  ["p50", 0.5],
  ["p90", 0.9],
  ["p95", 0.95],
  ["p99", 0.99],
  ["p999", 0.999],
]);

export const AGGREGATES: ReadonlySet<string> = new Set(["rate", "share", "count", "max", "min", "mean", "last"]);

/** Of a condition: a number. */
export const COUNTS: ReadonlySet<string> = new Set(["episodes", "minutes"]);

/** A time of the run. */
export const TIMES: ReadonlySet<string> = new Set(["first", "recovered"]);

/** Yes or no by themselves. */
export const VERDICTS: ReadonlySet<string> = new Set(["collapsed"]);

export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...AGGREGATES,
  ...PERCENTILES.keys(),
  ...COUNTS,
  ...TIMES,
  ...VERDICTS,
]);
