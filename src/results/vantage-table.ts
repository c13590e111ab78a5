/** The view of each vantage point of a run, row by row of time: plain data for `vantage` and `where`. */

export interface VantageRow {
  /** Seconds from the start of the run. */
  readonly from: number;
  readonly until: number;
  /** Shares of success; null where nothing was seen. */
  readonly client: number | null;
  /** Of the connections at each hop, the share that went on. */
  readonly mitigation: number | null;
  readonly edge: number | null;
  readonly balancer: number | null;
  readonly server: number | null;
  /** The servers' share minus the clients'. */
  readonly gap: number | null;
}

export interface VantageTable {
  readonly format: "tempfail/vantage@1";
  readonly scenario: string;
  readonly seed: number;
  readonly start: string;
  readonly durationSeconds: number;
  readonly rows: readonly VantageRow[];
  /** Where the gap was widest. */
  readonly widest: VantageRow | null;
  /** Counters of the whole run, in the order in which a connection meets the hops. */
  readonly points: readonly VantagePointRow[];
  /** Of attack traffic, the share that the device stopped; null without an attack. */
  readonly attackStopped: number | null;
  /** Switches of the mitigation device, and the seconds in which it was active. */
  readonly deviceChanges: number;
  readonly deviceSeconds: number;
}

export interface VantagePointRow {
  readonly point: string;
  /** The operator of the point, who alone can look into it. */
  readonly owner: string;
  readonly in: number;
  /** Null where connections end well: at clients and servers. */
  readonly out: number | null;
  readonly dropped: number | null;
  readonly inFlight: number | null;
  /** Alerts that fired on what is seen here. */
  readonly alerts: number;
}

export interface LastHopRow {
  readonly hop: string;
  readonly stage: string;
  readonly failed: number;
  /** Of all failed attempts. */
  readonly share: number;
}

export interface LastHops {
  readonly format: "tempfail/where@1";
  readonly scenario: string;
  readonly seed: number;
  readonly failed: number;
  readonly rows: readonly LastHopRow[];
  /** Precision and recall of blaming the mitigation device whenever it was active; null without failures to blame. */
  readonly attribution: Attribution | null;
}

/** Unanswered attempts in buckets with the device active and in others, compared with the hops at which they ended. */
export interface Attribution {
  readonly inside: number;
  readonly outside: number;
  /** Of those inside, the share that the device ended. */
  readonly precision: number;
  /** Of those that the device ended, the share inside. */
  readonly recall: number;
}
