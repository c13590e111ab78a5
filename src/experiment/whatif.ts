/**
 * Counterfactuals: a scenario beside variants of it, on the same seeds and so on the same random numbers. A difference
 * counts when the interval of its mean over pairs of seeds excludes zero; with one seed every difference counts.
 */
import { meanInterval } from "../metrics/confidence.js";
import { authMetrics } from "../model/auth/metrics.js";
import { intakeMetrics } from "../model/intake/metrics.js";
import type { RunResult } from "../results/run-result.js";
import type { ComparedFigure, Factorial, Variant, WhatifResult } from "../results/whatif-result.js";
import { LEVEL, Replications } from "./replicate.js";

/** A variant with its runs, one per seed, in the order of the seeds. */
export interface VariantRuns {
  readonly name: string;
  readonly changes: readonly string[];
  readonly runs: readonly RunResult[];
}

/** A factorial claim with its cells: which factors are there, and the runs with them. */
export interface FactorialRuns {
  readonly name: string;
  readonly factors: readonly string[];
  readonly cells: readonly { readonly with: readonly string[]; readonly runs: readonly RunResult[] }[];
}

interface Measure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly read: (run: RunResult) => number | null;
  /** Shown, but not used to decide between better and worse. */
  readonly silent?: boolean;
}

const figure = (id: string) => (run: RunResult) => run.figures.find((one) => one.id === id)?.value ?? null;

/** The figures by which variants are compared, the most important first; less is better for each. */
const measures: readonly Measure[] = [
  { id: "outage", title: "time with less than 99 % success", unit: "s", read: figure("outage") },
  { id: "recovered", title: "99 % success again from", unit: "instant", read: figure("recovered"), silent: true },
  {
    id: "failed",
    title: "requests failed at auth",
    unit: "1",
    read: ({ series }) => sum(series.metrics[authMetrics.failed.name]?.values),
  },
  {
    id: "lost",
    title: "messages lost or given up",
    unit: "1",
    read: ({ totals }) => (totals.messages.offered > 0 ? totals.messages.lost + totals.messages.gaveUp : null),
  },
  {
    id: "refused",
    title: "421 replies",
    unit: "1",
    read: ({ series, totals }) =>
      totals.messages.offered > 0 ? sum(series.metrics[intakeMetrics.tempfails.name]?.values) : null,
  },
  { id: "leak", title: "attack traffic past the device", unit: "fraction", read: figure("leak") },
  { id: "harm", title: "good connections ended by the device", unit: "fraction", read: figure("harm") },
  { id: "calls", title: "calls to auth per request", unit: "1", read: figure("auth.amplification") },
  {
    id: "accept.p99",
    title: "time to accept, p99",
    unit: "s",
    read: ({ latency }) => latency.accept.p99,
  },
];

/** The first of `runs` is the scenario as it is. */
export function compareVariants(all: readonly VariantRuns[], factorials: readonly FactorialRuns[]): WhatifResult {
  const [base] = all;
  const first = base?.runs[0];
  if (base === undefined || first === undefined) throw new Error("nothing was run");
  const { scenario, engine, start, durationSeconds } = first;
  return {
    format: "tempfail/whatif@1",
    scenario: { name: scenario.name, sha256: scenario.sha256, ...(scenario.title && { title: scenario.title }) },
    engine,
    start,
    durationSeconds,
    seeds: base.runs.map(({ seed }) => seed),
    level: LEVEL,
    variants: all.map((one) => variantOf(one, base)),
    factorials: factorials.flatMap(claims),
  };
}

function variantOf({ name, changes, runs }: VariantRuns, base: VariantRuns): Variant {
  const replications = new Replications();
  for (const run of runs) replications.add(run);
  const { expectations, verdicts, verdict } = replications.conclude();
  const figures = measures.flatMap((measure) => compared(measure, runs, base.runs));
  const telling = figures.filter(({ id }) => measures.some((one) => one.id === id && !one.silent));
  const decided = telling.find(differs);
  const compare =
    runs === base.runs ? "as it is" : decided ? ((decided.difference ?? 0) < 0 ? "better" : "worse") : "same";
  return {
    name,
    changes: [...changes],
    expectations,
    verdicts,
    pass: verdict === "pass",
    figures,
    compared: compare,
    because: runs === base.runs || decided === undefined ? "" : decided.id,
  };
}

function compared(measure: Measure, runs: readonly RunResult[], base: readonly RunResult[]): ComparedFigure[] {
  const { id, title, unit, read } = measure;
  const own = runs.map(read);
  const values = own.filter((value) => value !== null);
  if (values.length === 0) return [];
  const pairs = own.flatMap((value, i) => {
    const other = base[i] && read(base[i]);
    return value === null || other === null || other === undefined ? [] : [value - other];
  });
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  if (pairs.length === 0) return [{ id, title, unit, mean, difference: null, low: null, high: null }];
  const { estimate, halfWidth } = meanInterval(pairs, LEVEL);
  const bounded = Number.isFinite(halfWidth);
  return [
    {
      id,
      title,
      unit,
      mean,
      difference: estimate,
      low: bounded ? estimate - halfWidth : null,
      high: bounded ? estimate + halfWidth : null,
    },
  ];
}

/** Differences below this share come from rounding. */
const ROUNDING = 1e-9;

function differs({ mean, difference, low, high }: ComparedFigure): boolean {
  if (difference === null || Math.abs(difference) <= ROUNDING * Math.abs(mean ?? 0)) return false;
  return low === null || high === null || low > 0 || high < 0;
}

/** One claim per expectation of the factorial: it must hold in every run with all factors, and in no run with fewer. */
function claims({ name, factors, cells }: FactorialRuns): Factorial[] {
  const [expectations = []] = cells.map(({ runs }) => runs[0]?.expectations ?? []);
  return expectations.map(({ id, that }) => {
    const counted = cells.map((cell) => ({
      with: [...cell.with],
      held: cell.runs.filter((run) => run.expectations.some((one) => one.id === id && one.pass)).length,
      of: cell.runs.length,
    }));
    const pass = counted.every((cell) => cell.held === (cell.with.length === factors.length ? cell.of : 0));
    return { name, factors: [...factors], id, that, pass, cells: counted };
  });
}

function sum(values: readonly (number | null)[] | undefined): number | null {
  return values === undefined ? null : values.reduce((total: number, value) => total + (value ?? 0), 0);
}
