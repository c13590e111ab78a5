/**
 * The series as CSV (RFC 4180, but with line feeds): one row per bucket, one column per metric, units in the header.
 */
import type { RunResult } from "../results/run-result.js";
import type { StudyResult } from "../results/study-result.js";

/** Columns `time [s]` and `time [UTC]` are the start of the bucket; empty cells are buckets without an observation. */
export function csvReport({ series, start }: RunResult): string {
  const columns = Object.entries(series.metrics);
  const header = ["time [s]", "time [UTC]", ...columns.map(([name, { unit }]) => `${name} [${unit}]`)];
  const length = Math.max(0, ...columns.map(([, { values }]) => values.length));
  const startMilliseconds = Date.parse(start);
  const rows = Array.from({ length }, (_, i) => {
    const at = i * series.bucketSeconds;
    const utc = new Date(startMilliseconds + at * 1_000).toISOString();
    return [String(at), utc, ...columns.map(([, { values }]) => String(values[i] ?? ""))];
  });
  return text([header, ...rows]);
}

/** One row per seed: its verdict, then the value of each expectation and figure. */
export function csvStudy({ seeds, expectations, estimates }: StudyResult): string {
  const header = [
    "seed",
    "pass",
    ...expectations.map(({ id, observed }) => `${id} [${observed.unit}]`),
    ...estimates.map(({ id, unit }) => `${id} [${unit}]`),
  ];
  const rows = seeds.map((seed) => [
    String(seed.seed),
    String(seed.pass),
    ...expectations.map(({ id }) => String(seed.observed[id] ?? "")),
    ...estimates.map(({ id }) => String(seed.figures[id] ?? "")),
  ]);
  return text([header, ...rows]);
}

function text(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(field).join(",")}\n`).join("");
}

/** Quoted where a comma, a quote or a line break would be misread. */
function field(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
