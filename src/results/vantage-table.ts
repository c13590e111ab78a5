/** What every vantage point of one run saw, stretch by stretch: plain data for `vantage` and `where`. */

export interface VantageRow {
  /** Seconds from the start of the run. */
  readonly from: number;
  readonly until: number;
  /** Shares of success; null where nothing was seen. */
  readonly client: number | null;
  /** Of what came to each hop, the share that went on. */
  readonly mitigation: number | null;
  readonly edge: number | null;
  readonly balancer: number | null;
  readonly server: number | null;
  /** The server's share less the clients'. */
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
  /** How often the device was put in the way or out of it, and how long it stood there, seconds. */
  readonly deviceChanges: number;
  readonly deviceSeconds: number;
}

export interface VantagePointRow {
  readonly point: string;
  /** Who can look into it. */
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
  /** What "it failed while the device was on" would say of the cause; null where there is nothing to say. */
  readonly attribution: Attribution | null;
}

/** Attempts that nobody answered, in buckets with the device in the way and in others, against where they really ended. */
export interface Attribution {
  readonly inside: number;
  readonly outside: number;
  /** Of those inside, the share that the device ended. */
  readonly precision: number;
  /** Of those that the device ended, the share inside. */
  readonly recall: number;
}
