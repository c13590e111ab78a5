/** Judges a value by the kind of its row. */
import { type Interval, studentQuantile } from "../metrics/confidence.js";
import type { CaseRow } from "./case-row.js";

/** Judged in tests (short) or in earnest (full). */
export type Length = "short" | "full";

export interface Judgement {
  readonly passed: boolean;
  /** Largest half-width allowed, relative to the exact value; 0 for computed values. */
  readonly bound: number;
}

/** Relative error allowed for computed values. */
const COMPUTED = 1e-9;
/** The half-width asked for, where it can be had. */
const PRECISE = 0.01;
/** The half-width never to be exceeded. */
const COARSEST = 0.2;
/** Variances cost far more than means, and files announce too little for some. */
const VARIANCE = 0.05;
/** The half-widths announced by a cases file are good to 30 %, and measured ones scatter as well. */
const SLACK = 1.5;

/** Algebraic and fluid rows: exact but for rounding, also where the value is 0. */
export function judgeComputed(row: CaseRow, value: number): Judgement {
  return { passed: Math.abs(value - row.exact) <= COMPUTED * (Math.abs(row.exact) || 1), bound: 0 };
}

/** Stochastic rows: the 99 % interval contains the exact value and is narrow enough. @param size customers simulated */
export function judgeSimulated(
  row: CaseRow,
  { estimate, halfWidth }: Interval,
  size: number,
  length: Length,
): Judgement {
  const bound = halfWidthBound(row, size, length);
  const contained = Math.abs(estimate - row.exact) <= halfWidth;
  return { passed: contained && halfWidth <= bound * Math.abs(row.exact), bound };
}

/**
 * Rows of a published program: Welch's test at 99 % between its mean and ours. Rows of a reference simulation: within
 * its own tolerance. Neither says how precise ours has to be.
 */
export function judgeAgainstReference(row: CaseRow, { estimate, halfWidth, values }: Interval): Judgement {
  const reach = row.ref_hw99 ?? 0; // rows of these kinds have one
  const distance = Math.abs(estimate - row.exact);
  if (row.kind === "reference-sim") return { passed: distance <= reach, bound: reach / Math.abs(row.exact) };
  const own = spread(halfWidth, values);
  const theirs = spread(reach, row.ref_trials ?? 2);
  const variance = own.square + theirs.square;
  const degrees = variance ** 2 / (own.square ** 2 / own.degrees + theirs.square ** 2 / theirs.degrees);
  const bound = studentQuantile(0.995, degrees) * Math.sqrt(variance);
  return { passed: distance <= bound, bound: bound / Math.abs(row.exact) };
}

/** The squared standard error behind a half-width at 99 %, and its degrees of freedom. */
function spread(halfWidth: number, values: number): { square: number; degrees: number } {
  const degrees = Math.max(1, values - 1);
  return { square: (halfWidth / studentQuantile(0.995, degrees)) ** 2, degrees };
}

/**
 * Variances: 5 %, or what is to be expected. Else 1 % when the run is twice as long as the file suggests for it; else
 * what is to be expected of a run of that length, but never above 20 %. Short runs are held to their own interval,
 * which must not be wider than 20 % or twice what is to be expected.
 */
function halfWidthBound(row: CaseRow, size: number, length: Length): number {
  const expected = row.relhw99_at_5e6 * Math.sqrt(5e6 / size);
  if (length === "short") return Math.max(COARSEST, 2 * expected);
  if (row.metric.startsWith("Var")) return Math.min(COARSEST, Math.max(VARIANCE, SLACK * expected));
  if (size >= 2 * row.suggested_customers) return PRECISE;
  return Math.min(COARSEST, Math.max(PRECISE, SLACK * expected));
}

/**
 * Misses that chance allows among this number of rows judged at 99 %: the least number that is exceeded with
 * probability below 1 %. Source: the binomial distribution.
 */
export function missesAllowed(rows: number): number {
  let probability = 0.99 ** rows;
  let sum = probability;
  let misses = 0;
  while (sum < 0.99) {
    probability *= ((rows - misses) / (misses + 1)) * (0.01 / 0.99);
    sum += probability;
    misses++;
  }
  return misses;
}
