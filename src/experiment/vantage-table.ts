/** Reads, from a stored run, what each vantage point saw, and where failed attempts were last seen. */

import type { RunResult } from "../results/run-result.js";
import type { LastHopRow, LastHops, VantageRow, VantageTable } from "../results/vantage-table.js";

/** The run has no way in, and so only one vantage point. */
export class NoWayIn extends Error {
  override readonly name = "NoWayIn";

  constructor(scenario: string) {
    super(`${scenario} has no way in: what never arrives cannot be seen. Give the scenario an \`edge\` section`);
  }
}

/** @param every seconds of a row, rounded to whole buckets. Throws NoWayIn. */
export function vantageTable(result: RunResult, every: number): VantageTable {
  const { series, scenario, seed, start, durationSeconds } = result;
  if (series.metrics["vantage.client.tries"] === undefined) throw new NoWayIn(scenario.name);
  const step = Math.max(1, Math.round(every / series.bucketSeconds));
  const buckets = series.metrics["vantage.client.tries"].values.length;
  const rows: VantageRow[] = [];
  for (let first = 0; first < buckets; first += step) rows.push(rowOf(result, first, Math.min(first + step, buckets)));
  const seen = rows.filter(({ gap }) => gap !== null);
  const widest = seen.reduce<VantageRow | null>(
    (most, row) => (most === null || (row.gap ?? 0) > (most.gap ?? 0) ? row : most),
    null,
  );
  return {
    format: "tempfail/vantage@1",
    scenario: scenario.name,
    seed,
    start,
    durationSeconds,
    rows,
    widest,
  };
}

/** Throws NoWayIn. */
export function lastHops({ series, scenario, seed }: RunResult): LastHops {
  const rows = Object.entries(series.metrics).flatMap(([name, { values }]) => {
    const found = /^lasthop\.([a-z]+)\.([a-z]+)$/.exec(name);
    return found ? [{ hop: found[1] ?? "", stage: found[2] ?? "", failed: sum(values) }] : [];
  });
  if (rows.length === 0) throw new NoWayIn(scenario.name);
  const failed = rows.reduce((total, row) => total + row.failed, 0);
  const shown = rows
    .filter((row) => row.failed > 0)
    .map((row): LastHopRow => ({ ...row, share: row.failed / failed }))
    .sort((a, b) => b.failed - a.failed);
  return { format: "tempfail/where@1", scenario: scenario.name, seed, failed, rows: shown };
}

function rowOf({ series, durationSeconds }: RunResult, first: number, end: number): VantageRow {
  const total = (name: string) => sum((series.metrics[name]?.values ?? []).slice(first, end));
  const share = (good: number, all: number) => (all > 0 ? good / all : null);
  const client = share(total("vantage.client.good"), total("vantage.client.tries"));
  const server = share(total("replies.250") + total("replies.http.200"), total("replies"));
  const hop = (name: string) => share(total(`hops.${name}.out`), total(`hops.${name}.in`));
  return {
    from: first * series.bucketSeconds,
    until: Math.min(end * series.bucketSeconds, durationSeconds),
    client,
    mitigation: hop("mitigation"),
    edge: hop("edge"),
    balancer: hop("balancer"),
    server,
    gap: client !== null && server !== null ? server - client : null,
  };
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
