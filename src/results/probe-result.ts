/** The share of testers who see a failure in some connections each: plain data for `probe`. */
export interface ProbeResult {
  readonly format: "tempfail/probe@1";
  readonly scenario: string;
  readonly seed: number;
  readonly start: string;
  /** Seconds from the start of the run. */
  readonly at: number;
  readonly tries: number;
  readonly everySeconds: number;
  readonly testers: number;
  /** The probability that one try fails, over all testers and tries. */
  readonly risk: number;
  /** Testers with at least one failure: the share, its 95 % Wilson interval, and 1 − (1 − p)^k. */
  readonly noticed: {
    readonly share: number;
    readonly low: number;
    readonly high: number;
    readonly closedForm: number;
  };
  /** Tries without a failure that would show, at 95 %, that the fault is gone; null where there is none. */
  readonly cleanTries: number | null;
}
