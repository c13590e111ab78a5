/** The time series of a run and the latency figures, rounded to what they are good for. */

import type { HistogramDeclaration } from "../../metrics/declaration.js";
import type { Recording } from "../../metrics/recording.js";
import type { LatencySummary, Series, SeriesTable } from "../../results/run-result.js";

/** Significant digits kept in series: more than any instrument is good for. */
const DIGITS = 7;

export function seriesTable(recording: Recording): SeriesTable {
  const metrics: Record<string, Series> = {};
  for (const [name, instrument] of recording.metrics) {
    const { kind, title, unit } = instrument;
    if (instrument.kind !== "histogram")
      metrics[name] = { unit, title, kind, values: numbers(recording.series(instrument)) };
    else
      for (const [label, p] of [
        ["p50", 0.5],
        ["p99", 0.99],
      ] as const)
        metrics[`${label}(${name})`] = { unit, title, kind, values: numbers(recording.quantiles(instrument, p)) };
  }
  return { bucketSeconds: recording.span.bucket, metrics };
}

/** Percentiles over everything that completed after the warm-up. */
export function latencyOf(recording: Recording, histogram: HistogramDeclaration): LatencySummary {
  const tally = recording.tally(histogram);
  const at = (p: number) => orNull(tally.quantile(p));
  return {
    count: tally.count,
    mean: orNull(tally.mean),
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    p999: at(0.999),
    max: tally.count === 0 ? null : orNull(tally.max),
  };
}

function numbers(values: Float64Array): (number | null)[] {
  return Array.from(values, orNull);
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null;
}
