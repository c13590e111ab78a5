/** The view of each vantage point, and the last hops of failed attempts, from the result of a run. */

import type { CounterDeclaration } from "../metrics/declaration.js";
import { type Crossed, edgeMetrics } from "../model/edge/metrics.js";
import { intakeMetrics } from "../model/intake/metrics.js";
import type { RunResult } from "../results/run-result.js";
import type {
  Attribution,
  LastHopRow,
  LastHops,
  VantagePointRow,
  VantageRow,
  VantageTable,
} from "../results/vantage-table.js";
import { NoEdge } from "./no-edge.js";

/** @param every seconds of a row, rounded to whole buckets. Throws NoEdge. */
export function vantageTable(result: RunResult, every: number): VantageTable {
  const { series, scenario, seed, start, durationSeconds } = result;
  const tries = series.metrics[edgeMetrics.clientTries.name];
  if (tries === undefined) throw new NoEdge(scenario.name);
  const step = Math.max(1, Math.round(every / series.bucketSeconds));
  const buckets = tries.values.length;
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
    points: pointsOf(result),
    attackStopped: result.vantage.mitigation.attackStopped ?? null,
    deviceChanges: result.vantage.mitigation.changes ?? 0,
    deviceSeconds: result.vantage.mitigation.activeSeconds ?? 0,
  };
}

function pointsOf({ vantage, owners = {}, alerts }: RunResult): VantagePointRow[] {
  const alertsAt = (point: string) => alerts.filter((one) => one.vantage === point).length;
  const hops = (["internet", "mitigation", "edge", "balancer"] as const).map((point) => {
    const { in: came = 0, out = 0, dropped = 0, inFlight = 0 } = vantage[point] ?? {};
    return { point, owner: owners[point] ?? "", in: came, out, dropped, inFlight, alerts: alertsAt(point) };
  });
  const end = { out: null, dropped: null, inFlight: null };
  return [
    { point: "client", owner: "theirs", in: vantage.client.attempts ?? 0, ...end, alerts: alertsAt("client") },
    ...hops,
    { point: "server", owner: "ours", in: vantage.server.replies ?? 0, ...end, alerts: alertsAt("server") },
  ];
}

/** Throws NoEdge. */
export function lastHops({ series, scenario, seed }: RunResult): LastHops {
  const rows = Object.entries(series.metrics).flatMap(([name, { values }]) => {
    const [hop, stage] = edgeMetrics.lastStage.wordIn(name)?.split(".") ?? [];
    return hop !== undefined && stage !== undefined ? [{ hop, stage, failed: sum(values) }] : [];
  });
  if (rows.length === 0) throw new NoEdge(scenario.name);
  const failed = rows.reduce((total, row) => total + row.failed, 0);
  const shown = rows
    .filter((row) => row.failed > 0)
    .map((row): LastHopRow => ({ ...row, share: row.failed / failed }))
    .sort((a, b) => b.failed - a.failed);
  const attribution = attributionOf(series.metrics);
  return { format: "tempfail/where@1", scenario: scenario.name, seed, failed, rows: shown, attribution };
}

function attributionOf(metrics: RunResult["series"]["metrics"]): Attribution | null {
  const { mitigationActive, unanswered, lastHop } = edgeMetrics;
  const [active, failures, ended] = [mitigationActive, unanswered, lastHop.member("mitigation")].map(({ name }) =>
    (metrics[name]?.values ?? []).map((value) => value ?? 0),
  );
  const within = (values: readonly number[] = []) => sum(values.filter((_, i) => (active?.[i] ?? 0) > 0));
  const [inside, all] = [within(failures), sum(failures ?? [])];
  const [truly, anywhere] = [within(ended), sum(ended ?? [])];
  if (inside === 0 || anywhere === 0) return null;
  return { inside, outside: all - inside, precision: truly / inside, recall: truly / anywhere };
}

function rowOf({ series, durationSeconds }: RunResult, first: number, end: number): VantageRow {
  const total = ({ name }: CounterDeclaration) => sum((series.metrics[name]?.values ?? []).slice(first, end));
  const share = (good: number, all: number) => (all > 0 ? good / all : null);
  const client = share(total(edgeMetrics.clientGood), total(edgeMetrics.clientTries));
  const { accepted, httpAccepted, replies } = intakeMetrics;
  const server = share(total(accepted) + total(httpAccepted), total(replies));
  const hop = (at: Crossed) => share(total(edgeMetrics.wentOn.member(at)), total(edgeMetrics.cameTo.member(at)));
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
