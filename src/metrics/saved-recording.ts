/**
 * A recording made from a stored result, so that expressions can be judged again without running: whatever follows from
 * bucket series. Pooled percentiles, peaks within a bucket and exact first times are not stored: they read as no data.
 */

import type { RunResult, Series } from "../results/run-result.js";
import { type Instrument, type Mark, Recording } from "./recording.js";

export function savedRecording(result: RunResult): Recording {
  const instruments = new Map<string, Instrument>();
  for (const [name, series] of Object.entries(result.series.metrics)) {
    const instrument = savedInstrument(name, series);
    if (instrument) instruments.set(name, instrument);
  }
  const marks: Mark[] = result.alerts.map(({ firedAt, name }) => ({ at: firedAt, kind: "alerts.fired", text: name }));
  return new Recording(instruments, marks, {
    bucket: result.series.bucketSeconds,
    warmUp: result.warmUpSeconds ?? 0,
    end: result.partial?.reachedSeconds ?? result.durationSeconds,
  });
}

/** Columns such as `p99(accept.latency)` are figures of an instrument, not instruments. */
function savedInstrument(name: string, { kind, unit, title = name, values }: Series): Instrument | undefined {
  const described = { name, title, unit };
  const series = columnOf(values);
  switch (kind) {
    case "counter":
      return { kind, ...described, counter: { total: sum(values), perBucket: series, firstPerBucket: unknown } };
    case "level":
      return { kind, ...described, level: { means: series, peaks: unknown } };
    case "gauge":
      return { kind, ...described, gauge: { perBucket: series } };
    default:
      return undefined;
  }
}

function columnOf(values: Series["values"]): (buckets: number) => Float64Array {
  return (buckets) => new Float64Array(buckets).map((_, i) => values[i] ?? Number.NaN);
}

function unknown(buckets: number): Float64Array {
  return new Float64Array(buckets).fill(Number.NaN);
}

function sum(values: Series["values"]): number {
  return values.reduce((total: number, value) => total + (value ?? 0), 0);
}
