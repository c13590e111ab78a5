/** May 2016 at the edge: the attack of 23 May, and the timeouts that no monitor saw. Claims, controls, and what no post says. */
import { describe, expect, test } from "vitest";
import { probe } from "../../src/experiment/probe.js";
import { runScenario } from "../../src/experiment/run.js";
import { lastHops, vantageTable } from "../../src/experiment/vantage-table.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { broken, runShipped, sumOf } from "./shipped.js";

describe.each(["may-2016-ddos", "may-2016-timeouts"])("%s", (name) => {
  test.each([1, 2, 3])("every expectation holds with seed %i", async (seed) => {
    expect(broken(await runShipped(name, seed))).toEqual([]);
  });
});

test("the attack of a known signature takes away less than a tenth of the outage", async () => {
  const outage = async (sets: string[]) => {
    const result = await runScenario(loadScenario("may-2016-ddos", scenarioSchema, { sets }), 1);
    const of = (metric: string) => result.series.metrics[metric]?.values ?? [];
    return of("pools.b.tries").filter((tries, i) => Number(of("pools.b.good")[i]) < 0.9 * Number(tries)).length;
  };
  const [unknown, known] = [await outage([]), await outage(["operations.attack.signature=known"])];
  expect(unknown).toBeGreaterThanOrEqual(45);
  expect(known).toBeLessThanOrEqual(unknown / 10);
});

test("the blind spot: hour by hour the server is well, the clients are not, and no monitor of ours fires", async () => {
  const result = await runShipped("may-2016-timeouts", 2);
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

test("timeouts rise from week to week, on SMTP and on the API", async () => {
  const result = await runShipped("may-2016-timeouts", 3);
  const dropped = result.series.metrics["hops.mitigation.dropped"]?.values ?? [];
  const day = (number: number) => sumOf(dropped.slice(24 * number, 24 * (number + 1)));
  const weeks = [4, 11, 18].map((first) => [0, 1, 2, 3].reduce((sum, i) => sum + day(first + i), 0));
  expect(weeks[1]).toBeGreaterThan(1.5 * Number(weeks[0]));
  expect(weeks[2]).toBeGreaterThan(1.2 * Number(weeks[1]));
});

test("a tester with twenty tries sees the fault less than half the time, near 1 − (1 − p)^k", () => {
  const sets = ["edge.mitigation.profiles.standard.countermeasures[1].pattern=iid"];
  const loaded = loadScenario("may-2016-timeouts", scenarioSchema, { sets });
  const { risk, noticed } = probe(loaded, { seed: 1, at: 20 * 86_400, tries: 20, every: 10, testers: 4000 });
  expect(risk).toBeGreaterThan(0.01);
  expect(noticed.share).toBeLessThan(0.5);
  expect(noticed.low).toBeLessThanOrEqual(noticed.closedForm);
  expect(noticed.high).toBeGreaterThanOrEqual(noticed.closedForm);
});
