/**
 * May 2016 at the edge: the attack of 23 May, and the timeouts that no monitor saw. Claims, controls, and what no post
 * says.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { probe } from "../../src/experiment/probe.js";
import { rehearse, runScenario } from "../../src/experiment/run.js";
import { lastHops, vantageTable } from "../../src/experiment/vantage-table.js";
import { declaredPlan } from "../../src/experiment/whatif-plan.js";
import type { RunResult } from "../../src/results/run-result.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { broken, expectGolden, runShipped, sumOf } from "./shipped.js";

/** The timeouts with seeds 1, 2 and 3. */
let timeouts: readonly RunResult[] = [];

beforeAll(async () => {
  for (const seed of [1, 2, 3]) timeouts = [...timeouts, await runShipped("may-2016-timeouts", seed)];
});

test.each([1, 2, 3])("every expectation of may-2016-ddos holds with seed %i", async (seed) => {
  expect(broken(await runShipped("may-2016-ddos", seed))).toEqual([]);
});

test.each([1, 2, 3])("every expectation of may-2016-timeouts holds with seed %i", (seed) => {
  expect(broken(timeoutsWith(seed))).toEqual([]);
});

describe("counterfactuals", () => {
  test.each([
    ["may-2016-ddos", "known-signature"],
    ["may-2016-ddos", "device-off-during-attack"],
    ["may-2016-timeouts", "alerting"],
    ["may-2016-timeouts", "tuned-from-the-start"],
  ])("%s, %s: as expected", async (pack, name) => {
    const variants = declaredPlan(loadScenario(pack, scenarioSchema)).variants;
    const variant = variants.find((one) => one.name === name);
    if (variant === undefined) throw new Error(`no counterfactual ${name}`);
    const result = await runScenario(variant.loaded, 1);
    expect(result.expectations.length).toBeGreaterThan(0);
    expect(broken(result)).toEqual([]);
  });

  test("every counterfactual of the packs names only what is there", () => {
    for (const pack of ["may-2016-ddos", "may-2016-timeouts", "may-2016-month", "may-2016-cassandra"])
      for (const { loaded } of declaredPlan(loadScenario(pack, scenarioSchema)).variants) rehearse(loaded);
  });
});

test("the month is built from the packs: every expectation names what is there, and nobody reacts to another incident", () => {
  const loaded = loadScenario("may-2016-month", scenarioSchema);
  rehearse(loaded);
  const { operations, expect: claims } = loaded.scenario;
  expect(claims.length).toBeGreaterThan(10);
  const reacting = operations.flatMap(({ name, at }) =>
    "on" in (at as object) ? [[name, (at as { on: string }).on]] : [],
  );
  expect(reacting).toEqual([
    ["device-off", "investigation"],
    ["new-profile", "investigation"],
  ]);
});

test("the blind spot: hour by hour the server is well, the clients are not, and no monitor of ours fires", () => {
  const result = timeoutsWith(2);
  expect(result.alerts).toEqual([]);
  const rows = vantageTable(result, 3600).rows;
  expect(rows.length).toBe(29 * 24);
  expect(Math.min(...rows.map(({ server }) => server ?? 1))).toBeGreaterThanOrEqual(0.9995);
  expect(Math.min(...rows.map(({ client }) => client ?? 1))).toBeLessThan(0.99);
  const { rows: hops } = lastHops(result);
  expect(new Set(hops.map(({ hop }) => hop))).toEqual(new Set(["mitigation"]));
  expect(new Set(hops.map(({ stage }) => stage))).toEqual(new Set(["connect", "tls"]));
  expect(sumOf(result.series.metrics.tickets?.values)).toBeGreaterThan(20);
});

test("every vantage point counts the same connections, and the device being on tells the failures apart", () => {
  const result = timeoutsWith(1);
  const { points, deviceChanges, deviceSeconds } = vantageTable(result, 86_400);
  expect(points.map(({ point, owner }) => [point, owner])).toEqual([
    ["client", "theirs"],
    ["internet", "nobody"],
    ["mitigation", "provider"],
    ["edge", "ours"],
    ["balancer", "provider"],
    ["server", "ours"],
  ]);
  const hops = points.slice(1, -1);
  for (const hop of hops) expect(Number(hop.out) + Number(hop.dropped) + Number(hop.inFlight)).toBe(hop.in);
  for (const [i, hop] of hops.slice(1).entries()) expect(hop.in).toBe(hops[i]?.out);
  expect(points.map(({ alerts }) => alerts)).toEqual([0, 0, 0, 0, 0, 0]);
  // On, off, on again; both attacks find it in the way already.
  expect(deviceChanges).toBe(3);
  expect(deviceSeconds).toBeGreaterThan(26 * 86_400);
  expect(lastHops(result).attribution?.precision).toBeGreaterThanOrEqual(0.95);
  expect(lastHops(result).attribution?.recall).toBeGreaterThanOrEqual(0.95);
  expect(result.vantage.probes).toMatchObject({ "inside.failed": 0 });
});

test.each([
  ["1%", 0.18, 299],
  ["2%", 0.33, 149],
])(
  "at %s a tester with twenty tries sees the fault with %f, and needs %i clean tries to be sure",
  (rate, seen, clean) => {
    const rule = `{ against: [slow], falsePositive: ${rate} }`;
    const sets = [`edge.mitigation.profiles.standard={ countermeasures: [${rule}] }`, "edge.internet.loss=0%"];
    const loaded = loadScenario("may-2016-timeouts", scenarioSchema, { sets });
    const { noticed, cleanTries } = probe(loaded, { seed: 1, at: 3 * 86_400, tries: 20, every: 10, testers: 4000 });
    expect(noticed.closedForm).toBeCloseTo(seen, 2);
    expect(noticed.low).toBeLessThanOrEqual(noticed.closedForm);
    expect(noticed.high).toBeGreaterThanOrEqual(noticed.closedForm);
    expect(cleanTries).toBe(clean);
  },
);

test("a tester with twenty tries sees the fault less than half the time, near 1 − (1 − p)^k", () => {
  const sets = ["edge.mitigation.profiles.standard.countermeasures[1].pattern=iid"];
  const loaded = loadScenario("may-2016-timeouts", scenarioSchema, { sets });
  const { risk, noticed } = probe(loaded, { seed: 1, at: 13 * 86_400, tries: 20, every: 10, testers: 4000 });
  expect(risk).toBeGreaterThan(0.01);
  expect(noticed.share).toBeLessThan(0.5);
  expect(noticed.low).toBeLessThanOrEqual(noticed.closedForm);
  expect(noticed.high).toBeGreaterThanOrEqual(noticed.closedForm);
});

test("four days of the month are what they were", async () => {
  const changes = { without: ["expect"], sets: ["clock.duration=4d"] };
  const result = await runScenario(loadScenario("may-2016-month", scenarioSchema, changes), 1);
  expectGolden("may-2016-month", result);
});

function timeoutsWith(seed: number): RunResult {
  const result = timeouts[seed - 1];
  if (result === undefined) throw new Error(`no run with seed ${seed}`);
  return result;
}
