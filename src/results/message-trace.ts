/** The trace of one message: plain data for `trace`. Times are seconds from the start of the run. */

/** The end of an attempt as the client sees it. */
export interface AttemptEnd {
  readonly at: number;
  /** "accepted", or what the client makes of the failure, such as `transaction 421`. */
  readonly outcome: string;
  /** Where in the session it ended. */
  readonly stage: string;
  /** The reply, and the state of the server that caused it; null where no reply came. */
  readonly code: number | null;
  readonly cause: string | null;
}

export type TraceEvent =
  | { readonly what: "created"; readonly at: number }
  | { readonly what: "attempt begins"; readonly at: number; readonly attempt: number; readonly connection: string }
  | ({ readonly what: "attempt ends"; readonly attempt: number } & AttemptEnd)
  | ({ readonly what: "next address"; readonly attempt: number } & AttemptEnd)
  | { readonly what: "postponed"; readonly at: number; readonly until: number; readonly untried: boolean }
  | { readonly what: "recalled"; readonly at: number }
  | { readonly what: "stored"; readonly at: number; readonly duplicate: boolean }
  | { readonly what: "given up" | "lost"; readonly at: number }
  | { readonly what: "run ends"; readonly at: number };

export interface MessageTrace {
  readonly format: "tempfail/trace@1";
  readonly scenario: { readonly name: string; readonly sha256: string };
  readonly seed: number;
  /** The instant at which the run starts. */
  readonly start: string;
  /** Its number: messages are counted from 1 in the order in which they are created. */
  readonly message: number;
  readonly population: string;
  readonly profile: string;
  readonly host: number;
  readonly bytes: number;
  readonly recipients: number;
  readonly events: readonly TraceEvent[];
  readonly attempts: number;
  /** Times that the intake stored it beyond the first. */
  readonly duplicates: number;
  /** From creation to the first time it was stored; null when it never was. */
  readonly acceptLatencySeconds: number | null;
}
