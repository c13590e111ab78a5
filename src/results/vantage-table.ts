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
}
