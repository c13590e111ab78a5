/**
 * The state of a run's authentication service at one moment, simulated and in closed form: plain data for `explain`.
 */
export interface Explanation {
  readonly format: "tempfail/explain@1";
  readonly scenario: string;
  readonly seed: number;
  /** The instant at which the run starts, and the moment looked at in seconds from there. */
  readonly start: string;
  readonly at: number;
  /** Seconds before `at` over which rates are taken. */
  readonly window: number;
  /** Requests per second. */
  readonly offered: number;
  /** Calls per second by callers, without those that calls make themselves. */
  readonly calls: number;
  readonly answered: number;
  readonly served: number;
  /** The share of the served calls whose callers had given up before. */
  readonly wasted: number;
  /** Calls that wait. */
  readonly queue: number;
  /** Calls per second that the service can serve. */
  readonly load: { readonly capacity: number };
  readonly state: TrapState;
  /** Less than a tenth of the requests is answered in time. */
  readonly isCollapsed: boolean;
  /** Collapsed, though the fresh load alone would fit. */
  readonly isTrapped: boolean;
  /** The closed-form conditions, in words. */
  readonly conditions: readonly string[];
}

/** Safe: no collapse lasts. Vulnerable: a collapse feeds itself. Overloaded: the fresh load alone is too much. */
export type TrapState = "safe" | "vulnerable" | "overloaded";
