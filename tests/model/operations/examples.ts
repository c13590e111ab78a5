/** One example of each operation, in a small system with every part: what to do, and where its effect is to be seen. */
import { runScenario } from "../../../src/experiment/run.js";
import type { RunResult } from "../../../src/results/run-result.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

export interface Example {
  /** Of the catalogue. */
  readonly name: string;
  /** When there are several of one operation. */
  readonly variant?: string;
  /** The operation's own options, as a scenario writes them. */
  readonly options: string;
  /** Operations that it needs, from the first minute on. */
  readonly needs?: string;
  /** Whether the effect shows between two minutes. */
  shows(result: RunResult, from: number, until: number): boolean;
  /** What mail and logins feel of it, where that lasts longer than the operation: clients that wait for an answer. */
  felt?(result: RunResult, from: number, until: number): boolean;
  /** It ends by itself, so many minutes after its beginning at most. */
  readonly own?: number;
}

const SYSTEM = `
version: 1
name: contract
clock: { duration: 24min, bucket: 30s }
senders:
  - { name: apps, protocol: api, hosts: 100, rate: 6/s, retry: none }
  - { name: relays, hosts: 100, rate: 2/s, retry: none }
intake: { nodes: 2, sessions: 100, api: { workers: 20, queue: 50, service: 500ms } }
auth:
  workers: 4
  service: 20ms
  cache: { lifetime: 2min }
  tenants: 5
  callers: [{ name: web, rate: 10/s }]
storage: { nodes: 3 }
edge:
  pools: [{ name: a, share: 50% }, { name: b, share: 50% }]
  internet: { loss: 0% }
  mitigation: { profiles: { standard: { countermeasures: [{ against: [layer-7], falsePositive: 10% }] } } }
  device: { packets: 1000/s }
`;

export const examples: readonly Example[] = [
  {
    name: "bug",
    options: "mode: freeze, strikes: { pattern: plan, stalls: [{ node: 1, for: 1h }] }",
    shows: above("storage.nodes.stalled", 0.9),
  },
  {
    name: "upgrade",
    options: "version: new, nodes: [1], drain: 20s, down: 40s, settle: 10s",
    shows: above("storage.nodes.down", 0.1),
    own: 3,
  },
  { name: "set", options: "values: { intake.api.workers: 1 }", shows: below("intake.workers", 2.1) },
  { name: "restart", options: "part: intake, inFlight: drop", shows: above("attempts.reset", 0.1), own: 1 },
  {
    name: "restart",
    variant: "auth",
    options: "part: auth, down: 30s",
    shows: above("auth.failed", 1),
    own: 1,
  },
  {
    name: "restart",
    variant: "auth-cache",
    options: "part: auth-cache, down: 1min",
    shows: below("auth.cache.hits", 200),
    own: 2,
  },
  {
    name: "restart",
    variant: "storage",
    options: "part: storage, nodes: [1], drain: 20s, down: 40s, settle: 10s",
    shows: above("storage.nodes.down", 0.1),
    own: 3,
  },
  { name: "fault", options: "stage: banner, probability: 60%", shows: above("replies.421.fault", 5) },
  { name: "deploy", options: "adds: { caller: web, rate: 10/s }", shows: above("auth.offered", 450) },
  {
    name: "rollback",
    options: "of: release, takes: 30s",
    needs: "{ name: release, at: 1min, do: deploy, adds: { caller: web, rate: 10/s } }",
    shows: below("auth.offered", 450),
    own: 3,
  },
  { name: "node-down", options: "node: 1", shows: above("storage.nodes.down", 0.9) },
  {
    name: "attack",
    options: "traffic: { kind: syn-flood, packets: 100000/s }, targets: [a]",
    shows: above("attack.sent", 1),
    felt: above("hops.edge.held", 100),
  },
  {
    name: "mitigation",
    options: "turn: 'on'",
    shows: above("mitigation.active", 0.9),
    felt: above("hops.mitigation.held", 20),
  },
  { name: "failover", options: "from: [a], over: 30s", shows: below("pools.a.tries", 20) },
  { name: "scale", options: "by: 0.05", shows: below("intake.workers", 2.1) },
];

/** A run of the system with these operations; those that others need are the caller's to add. */
export async function run(operations: readonly string[]): Promise<RunResult> {
  const text = `${SYSTEM}operations: [${operations.join(", ")}]\n`;
  return runScenario(loadScenario({ name: "contract.yaml", text }, scenarioSchema), 1);
}

/** The mean of a metric over whole minutes. */
export function mean({ series }: RunResult, metric: string, from: number, until: number): number {
  const found = series.metrics[metric];
  if (found === undefined) throw new Error(`no series ${metric}`);
  const values = found.values.slice(2 * from, 2 * until).map((value) => value ?? 0);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function above(metric: string, limit: number): Example["shows"] {
  return (result, from, until) => mean(result, metric, from, until) > limit;
}

function below(metric: string, limit: number): Example["shows"] {
  return (result, from, until) => mean(result, metric, from, until) < limit;
}
