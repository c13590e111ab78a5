/**
 * Holds the engine against closed forms: every row of a cases file is computed or simulated and judged. Rows that miss,
 * or whose interval is too wide, run once more, four times as long and with a new seed; that rule is fixed beforehand,
 * as at a level of 99 % one row in a hundred misses by chance. Systems that cannot be expressed are "not covered",
 * never passed.
 */
import { z } from "zod";
import type { Interval } from "../metrics/confidence.js";
import { ScenarioError } from "../schema/scenario-error.js";
import { type CaseRow, familyOf } from "./case-row.js";
import { families } from "./families/index.js";
import type { Family } from "./family.js";
import {
  judgeAgainstReference,
  judgeComputed,
  judgeSimulated,
  type Length,
  missesAllowed,
} from "./interval-verdict.js";

export type Verdict = "passed" | "passed on re-run" | "missed by chance" | "failed" | "not covered";

/** What became of one row. */
export interface RowReport {
  readonly id: string;
  readonly case: string;
  readonly metric: string;
  readonly kind: string;
  readonly exact: number;
  readonly verdict: Verdict;
  /** Why it is not covered. */
  readonly reason?: string;
  /** Of the last run; absent when not covered. */
  readonly estimate?: number;
  /** 99 %; 0 for computed values. */
  readonly halfWidth?: number;
  /** Largest half-width allowed, relative to the exact value. */
  readonly bound?: number;
  /** Customers or replications simulated; 0 for computed values. */
  readonly size?: number;
  /** The first run, when there was a re-run. */
  readonly missed?: { readonly estimate: number; readonly halfWidth: number; readonly size: number };
}

export interface VerifyReport {
  readonly format: "tempfail/verify@1";
  readonly length: Length;
  readonly seed: string;
  readonly rows: RowReport[];
  readonly passed: number;
  readonly failed: number;
  readonly notCovered: number;
  /** Stochastic rows judged, how many first intervals missed the exact value, and how many misses chance allows. */
  readonly stochastic: { readonly judged: number; readonly missed: number; readonly allowed: number };
  /** The same of the means of published programs. */
  readonly published: { readonly judged: number; readonly missed: number; readonly allowed: number };
  /** Everything is covered, nothing failed, and no more missed at first than chance allows. */
  readonly ok: boolean;
}

export interface VerifyOptions {
  readonly length: Length;
  readonly seed?: string | number;
  /** Called with the rows of each case when it is done. */
  readonly onCase?: (rows: readonly RowReport[]) => void;
}

/** Customers, or replications, of one run at most. Variances and heavy tails would need a thousand times as many. */
const LONGEST: Record<Length, Record<"customers" | "replications", number>> = {
  short: { customers: 300_000, replications: 20_000 },
  full: { customers: 20_000_000, replications: 600_000 },
};
const SHORTEST: Record<Length, number> = { short: 10_000, full: 100_000 };
const RERUN_FACTOR = 4;

/** Kinds of rows whose value comes out of a run. */
const SIMULATED: ReadonlySet<CaseRow["kind"]> = new Set(["stochastic", "published-sim", "reference-sim"]);

/** Judges rows of a cases file, case by case. */
export function verify(rows: readonly CaseRow[], { length, seed = 1, onCase }: VerifyOptions): VerifyReport {
  const reports: RowReport[] = [];
  for (const { rows: group, seed: own } of systemsOf(rows, seed)) {
    const judged = judgeSystem(group, length, own);
    reports.push(...judged);
    onCase?.(judged);
  }
  return summary(reports, length, String(seed));
}

/** The rows of each system, with a seed of its own, so that chance misses of one case tell nothing about another. */
export function systemsOf(rows: readonly CaseRow[], seed: string | number): { rows: CaseRow[]; seed: string }[] {
  return groups(rows, systemOf).map((group) => ({ rows: group, seed: `${seed}/${group[0]?.case}` }));
}

/** Rows with the same key, in the order of their first. */
function groups(rows: readonly CaseRow[], keyOf: (row: CaseRow) => string): CaseRow[][] {
  const byKey = new Map<string, CaseRow[]>();
  for (const row of rows) {
    const group = byKey.get(keyOf(row));
    if (group) group.push(row);
    else byKey.set(keyOf(row), [row]);
  }
  return [...byKey.values()];
}

/** What one system is: the same case with the same parameters. */
function systemOf(row: CaseRow): string {
  return `${row.case} ${JSON.stringify(row.params)}`;
}

/** Judges the rows of one system. */
export function judgeSystem(rows: CaseRow[], length: Length, seed: string): RowReport[] {
  const family = familyFor(rows[0]);
  if (typeof family === "string") return rows.map((row) => notCovered(row, family));
  const first = simulate(family, rows, length, seed);
  const missed = rows.filter((row) => first.get(row)?.verdict === "failed");
  const again = simulate(family, missed, length, `${seed}/again`, RERUN_FACTOR);
  return rows.map((row) => {
    const report = first.get(row) ?? computed(family, row);
    const rerun = again.get(row);
    return rerun ? afterRerun(report, rerun) : report;
  });
}

/** Or why there is none: no model of that name, or parameters that it cannot express. */
function familyFor(row: CaseRow | undefined): Family | string {
  if (row === undefined) return "no rows";
  const make = families.get(familyOf(row));
  if (make === undefined) return `no model ${familyOf(row)}`;
  try {
    return make(row.params);
  } catch (error) {
    if (error instanceof z.ZodError) return `params: ${firstIssue(error.issues)}`;
    if (error instanceof RangeError || error instanceof ScenarioError) return `params: ${error.message}`;
    throw error;
  }
}

/** What is wrong first; of alternatives, with the first of them. */
function firstIssue([issue]: readonly z.core.$ZodIssue[]): string {
  if (issue?.code === "invalid_union" && issue.errors[0]) return firstIssue(issue.errors[0]);
  return issue === undefined ? "invalid" : [...issue.path.map(String), issue.message].join(": ");
}

/** Reports of those rows that need a run and that the family can estimate. */
function simulate(family: Family, rows: readonly CaseRow[], length: Length, seed: string, factor = 1) {
  const reports = new Map<CaseRow, RowReport>();
  const simulated = rows.filter(({ kind }) => SIMULATED.has(kind));
  for (const group of groups(simulated, ({ metric }) => family.groupOf?.(metric) ?? "")) {
    const size = sizeFor(group, length, family.sizes) * factor;
    const intervals = family.simulate?.({ size, seed, metrics: group.map(({ metric }) => metric) });
    for (const row of group) {
      const interval = intervals?.get(row.metric);
      if (interval !== undefined) reports.set(row, reportOf(row, interval, size, length));
    }
  }
  return reports;
}

/** Twice what the rows suggest for a half-width of 1 %, within limits. */
function sizeFor(rows: readonly CaseRow[], length: Length, least: Family["sizes"]): number {
  if (least !== undefined && length === "short") return least.short;
  const wanted = 2 * Math.max(...rows.map((row) => row.suggested_customers));
  const longest = LONGEST[length][rows.some(({ unit }) => unit === "replications") ? "replications" : "customers"];
  return Math.min(Math.max(wanted, least?.[length] ?? SHORTEST[length]), longest);
}

function reportOf(row: CaseRow, interval: Interval, size: number, length: Length): RowReport {
  const { estimate, halfWidth } = interval;
  if (Number.isNaN(estimate)) return notCovered(row, "nobody to estimate it from");
  const { passed, bound } =
    row.kind === "stochastic" ? judgeSimulated(row, interval, size, length) : judgeAgainstReference(row, interval);
  return { ...about(row), verdict: passed ? "passed" : "failed", estimate, halfWidth, bound, size };
}

function computed(family: Family, row: CaseRow): RowReport {
  const value = SIMULATED.has(row.kind) ? undefined : family.exact?.(row.metric);
  if (value === undefined || Number.isNaN(value)) return notCovered(row, `no ${row.kind} metric ${row.metric}`);
  const { passed, bound } = judgeComputed(row, value);
  return { ...about(row), verdict: passed ? "passed" : "failed", estimate: value, halfWidth: 0, bound, size: 0 };
}

function afterRerun(first: RowReport, again: RowReport): RowReport {
  const { estimate = Number.NaN, halfWidth = Number.NaN, size = 0 } = first;
  const verdict = again.verdict === "passed" ? "passed on re-run" : "failed";
  return { ...again, verdict, missed: { estimate, halfWidth, size } };
}

function notCovered(row: CaseRow, reason: string): RowReport {
  return { ...about(row), verdict: "not covered", reason };
}

function about({ id, case: name, metric, kind, exact }: CaseRow) {
  return { id, case: name, metric, kind, exact };
}

/** The report of all rows judged. */
export function summary(all: RowReport[], length: Length, seed: string): VerifyReport {
  const rows = withoutChanceMisses(all);
  const count = (...verdicts: Verdict[]) => rows.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const judged = rows.filter(({ kind, verdict }) => kind === "stochastic" && verdict !== "not covered");
  const missed = judged.filter(
    ({ missed, exact }) => missed && Math.abs(missed.estimate - exact) > missed.halfWidth,
  ).length;
  const allowed = missesAllowed(judged.length);
  const failed = count("failed");
  return {
    format: "tempfail/verify@1",
    length,
    seed,
    rows,
    passed: count("passed", "passed on re-run"),
    failed,
    notCovered: count("not covered"),
    stochastic: { judged: judged.length, missed, allowed },
    published: publishedOf(rows),
    ok: failed === 0 && missed <= allowed && count("not covered") === 0,
  };
}

function publishedOf(rows: readonly RowReport[]): VerifyReport["published"] {
  const judged = rows.filter(({ kind, verdict }) => kind === "published-sim" && verdict !== "not covered");
  const missed = judged.filter(({ verdict }) => !verdict.startsWith("passed")).length;
  return { judged: judged.length, missed, allowed: missesAllowed(judged.length) };
}

/**
 * A published mean has an error of its own, which no re-run of ours makes smaller: as many as chance misses are no
 * failures.
 */
function withoutChanceMisses(rows: readonly RowReport[]): RowReport[] {
  const published = rows.filter(({ kind, verdict }) => kind === "published-sim" && verdict !== "not covered");
  const failed = published.filter(({ verdict }) => verdict === "failed");
  if (failed.length > missesAllowed(published.length)) return [...rows];
  return rows.map((row) => (failed.includes(row) ? { ...row, verdict: "missed by chance" } : row));
}
