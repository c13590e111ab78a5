/** What all cases of one model have in common: how their values are computed and simulated. */
import type { Interval } from "../metrics/confidence.js";

/** How much to simulate. */
export interface Plan {
  /** Customers after the warm-up, or replications. */
  readonly size: number;
  readonly seed: string;
  /** The metrics that are wanted. */
  readonly metrics: readonly string[];
}

/** One system with its parameters. A metric that it does not know is not covered, which is not an error. */
export interface Family {
  /** A value that needs no simulation, by metric: algebraic and fluid rows. */
  exact?(metric: string): number | undefined;
  /** Which metrics one simulation gives together: those of the same group. Default: all of them. */
  groupOf?(metric: string): string;
  /** Replications instead of the usual least number: each of them is long. */
  readonly sizes?: Readonly<Record<"short" | "full", number>>;
  /** The estimates of the metrics wanted, all of one group, each with its 99 % interval. */
  simulate?(plan: Plan): ReadonlyMap<string, Interval>;
}

/** Builds a family from a case's parameters. Throws a ZodError for parameters of another form. */
export type MakeFamily = (params: unknown) => Family;

/** The level of every interval here. */
export const LEVEL = 0.99;
