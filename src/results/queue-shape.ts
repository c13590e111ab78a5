/** Waiting messages by sender and age: plain data for `qshape`, in the form of Postfix's qshape(1). */

export interface QueueShapeRow {
  /** A population, or one of its hosts: `relays` or `relays[17]`. */
  readonly name: string;
  readonly total: number;
  /** Messages by age: up to each limit, and those older than the last. */
  readonly byAge: readonly number[];
}

export interface QueueShape {
  readonly format: "tempfail/qshape@1";
  readonly scenario: { readonly name: string; readonly sha256: string };
  readonly seed: number;
  /** The instant at which the run starts, and the moment looked at in seconds from there. */
  readonly start: string;
  readonly at: number;
  /** Upper limits of the ages, in seconds: 5, 10, 20 … 1280 minutes. */
  readonly limits: readonly number[];
  readonly total: QueueShapeRow;
  /** Largest first. */
  readonly rows: readonly QueueShapeRow[];
}
