/** The way in: each hop in = out + dropped + held, losses as capacities say, and nobody behind a hop disturbed. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { vantageTable } from "../../../src/experiment/vantage-table.js";
import type { RunResult } from "../../../src/results/run-result.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

const base = `
version: 1
name: edge
question: What gets in?
clock: { start: 2016-05-23T12:00:00Z, duration: 20min, bucket: 1min }
senders:
  - { name: relays, hosts: 60, rate: 10/s, retry: { profile: fixed, interval: 60s, retries: 3 } }
  - { name: apps, protocol: api, hosts: 60, rate: 10/s, retry: { profile: fixed, interval: 60s, retries: 3 }, timeouts: { response: 10s } }
`;

async function run(edge: string, more = "", seed = 1): Promise<RunResult> {
  const text = `${base}edge: ${edge}\n${more}`;
  return runScenario(loadScenario({ name: "edge.yaml", text }, scenarioSchema), seed);
}

const total = ({ series }: RunResult, name: string) =>
  (series.metrics[name]?.values ?? []).reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** Attempts = what came in; what a hop sent on is what the next one got; failures were last seen somewhere. */
function expectConserved(result: RunResult): void {
  expect(result.laws.filter(({ holds }) => !holds)).toEqual([]);
  expect(total(result, "hops.internet.in")).toBe(result.totals.attempts.total);
  const hops = ["internet", "mitigation", "edge", "balancer"];
  for (const [i, hop] of hops.slice(1).entries())
    expect(total(result, `hops.${hop}.in`)).toBe(total(result, `hops.${hops[i]}.out`));
  const { total: all, byOutcome, byLastHop } = result.totals.attempts;
  const seen = Object.values(byLastHop).reduce((sum, count) => sum + count, 0);
  expect(seen).toBe(all - byOutcome.accepted - byOutcome.inFlight);
}

const fraction = fc.integer({ min: 0, max: 30 }).map((percent) => `${percent}%`);

const topology = fc.record({
  loss: fraction,
  harm: fraction,
  pattern: fc.constantFrom("iid", "per-source", "burst"),
  harms: fc.constantFrom("tcp", "tls"),
  pools: fc.integer({ min: 1, max: 4 }),
  attack: fc.constantFrom(
    "",
    "{ kind: volumetric, bandwidth: 40MB/s }",
    "{ kind: syn-flood, packets: 9000/s }",
    "{ kind: layer-7, requests: 900/s }",
    "{ kind: slow, connections: 40/s }",
  ),
  signature: fc.constantFrom("known", "unknown"),
});

test("whatever the way in, every hop's books balance, and failures were last seen somewhere", async () => {
  await fc.assert(
    fc.asyncProperty(topology, async ({ loss, harm, pattern, harms, pools, attack, signature }) => {
      const shares = Array.from({ length: pools }, (_, i) => `{ name: p${i}, share: ${100 / pools}% }`);
      const edge = `
  pools: [${shares.join(", ")}]
  internet: { loss: ${loss} }
  device: { bandwidth: 10MB/s, packets: 3000/s }
  balancer: { requests: 300/s, connections: 2000 }
  mitigation:
    enabled: true
    identify: 2min
    deploy: 1min
    profiles: { standard: { countermeasures: [{ against: [volumetric, slow], falsePositive: ${harm}, pattern: ${pattern}, harms: ${harms} }] } }`;
      const operations = attack
        ? `operations: [{ name: attack, at: 5min, for: 8min, do: attack, traffic: ${attack}, targets: [p0], signature: ${signature} }]`
        : "";
      expectConserved(await run(edge, operations));
    }),
    { numRuns: 12 },
  );
});

describe("the mitigation device", () => {
  const device = (rate: string, more = "") =>
    `{ internet: { loss: 0% }, mitigation: { enabled: true, profiles: { standard: { countermeasures: [{ against: [slow], falsePositive: ${rate}${more} }] } } } }`;

  test("drops its false positives' share of good connections, within three standard deviations", async () => {
    const result = await run(device("3%"));
    const [came, dropped] = [total(result, "hops.mitigation.in"), total(result, "hops.mitigation.dropped")];
    expect(Math.abs(dropped - 0.03 * came)).toBeLessThan(3 * Math.sqrt(came * 0.03 * 0.97));
  });

  test("no failure of its making has a reply code, and the server's own success stays whole", async () => {
    const result = await run(device("5%", ", harms: tls"));
    const { byOutcome, byLastHop, byPhase } = result.totals.attempts;
    expect(byLastHop.mitigation).toBeGreaterThan(100);
    expect(byPhase.tls).toBe(byLastHop.mitigation);
    expect(byOutcome.timeout).toBe(byLastHop.mitigation);
    for (const row of vantageTable(result, 300).rows) {
      expect(row.server).toBe(1);
      expect(row.gap).toBeGreaterThan(0.01);
    }
  });

  test("taken out of the way, it harms nobody from then on", async () => {
    const off = 'operations: [{ name: off, at: 10min, do: mitigation, turn: "off" }]';
    const { series } = await run(device("10%"), off);
    const dropped = series.metrics["hops.mitigation.dropped"]?.values ?? [];
    expect(Math.max(...dropped.slice(1, 10).map(Number))).toBeGreaterThan(0);
    // The last victims may still wait for an answer.
    expect(Math.max(...dropped.slice(16).map(Number))).toBe(0);
  });

  test("a profile that is not there is refused, with the ones that are", async () => {
    const wrong = "operations: [{ name: other, at: 1min, do: mitigation, profile: strict }]";
    await expect(run(device("1%"), wrong)).rejects.toThrow(/no profile "strict", expected one of standard/);
  });
});

describe("an attack", () => {
  const edge = (more: string) => `
  internet: { loss: 0% }
  pools: [{ name: a, share: 50% }, { name: b, share: 50% }]
  device: { bandwidth: 10MB/s }
  mitigation: { identify: 3min, deploy: 2min, automatic: 10s, profiles: { standard: { countermeasures: [{ against: [volumetric], truePositive: 99.9% }] } } }
operations:
  - { name: attack, at: 5min, for: 10min, do: attack, traffic: { kind: volumetric, bandwidth: 5GB/s }, targets: [b]${more} }`;

  const success = (result: RunResult, pool: string, from: number, until: number) => {
    const of = (name: string) => (result.series.metrics[`pools.${pool}.${name}`]?.values ?? []).slice(from, until);
    const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0);
    return sum(of("good")) / sum(of("tries"));
  };

  test("harms its targets alone, until people have identified it and stand in its way", async () => {
    const result = await run(edge(""));
    expect(success(result, "a", 5, 10)).toBe(1);
    expect(success(result, "b", 6, 10)).toBeLessThan(0.1);
    expect(success(result, "b", 12, 20)).toBeGreaterThan(0.95);
    expectConserved(result);
  });

  test("of a known signature is met in seconds", async () => {
    const result = await run(edge(", signature: known"));
    expect(success(result, "b", 7, 20)).toBeGreaterThan(0.95);
  });

  test("is no mail: what is offered stays what it was", async () => {
    const [with_, without] = await Promise.all([run(edge("")), run(edge("").replace("for: 10min", "for: 1s"))]);
    expect(with_.totals.messages.offered).toBe(without.totals.messages.offered);
  });

  test("a failover leads the clients of a pool to the others", async () => {
    const more = edge("").concat("\n  - { name: away, at: 6min, do: failover, from: [b], over: 1min }");
    const result = await run(more);
    expect(total(result, "pools.b.tries")).toBeGreaterThan(0);
    const late = (result.series.metrics["pools.b.tries"]?.values ?? []).slice(12).map(Number);
    expect(Math.max(...late)).toBe(0);
  });

  test("a target that is no pool is refused, with a suggestion", async () => {
    await expect(run(edge("").replace("[b]}", "[bb]}").replace("targets: [b]", "targets: [bb]"))).rejects.toThrow(
      /no pool "bb"/,
    );
  });
});

test("storage draws the same chances with and without an attack beside it", async () => {
  const pack = (edge: string, operations: string) =>
    loadScenario(
      {
        name: "beside.yaml",
        text: `
version: 1
name: beside
question: Does anything reach across?
extends: may-2016-cassandra
clock: { start: 2016-05-24T09:00:00Z, duration: 12min, warmUp: 1min, bucket: 1min }
${edge}
operations: ${operations}
expect: []
counterfactuals: []
`,
      },
      scenarioSchema,
    );
  const way = "edge: { internet: { loss: 0% }, pools: [{ name: used, share: 100% }, { name: unused, share: 0% }] }";
  const attack =
    "[{ name: ddos, at: 2min, for: 8min, do: attack, traffic: { kind: syn-flood, packets: 100/s }, targets: [unused] }]";
  const storageOf = ({ series }: RunResult) =>
    Object.entries(series.metrics).filter(([name]) => name.startsWith("storage."));
  const alone = await runScenario(pack("", "[]"), 1);
  const beside = await runScenario(pack(way, attack), 1);
  expect(storageOf(beside)).toEqual(storageOf(alone));
  expect(storageOf(alone).length).toBeGreaterThan(20);
});
