/** Burn-rate alerts: the workbook's table, and the same rules in a run. */
import { describe, expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { BURN_RULES, budgetUsed, detectionTime, resetTime } from "../../../src/model/monitoring/slo.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

describe("table 5-8 of the workbook, at 99.9 % and an error rate of 100 %", () => {
  const expected = [
    { detect: 51.84, budget: 0.02, reset: 295.68 },
    { detect: 129.6, budget: 0.05, reset: 1789.2 },
    { detect: 259.2, budget: 0.1, reset: 21578.4 },
  ];
  test.each(BURN_RULES.map((rule, i) => ({ ...rule, ...expected[i] })))(
    "$name",
    ({ detect, budget, reset, ...rule }) => {
      expect(detectionTime(rule, 0.999, 1)).toBeCloseTo(Number(detect), 9);
      expect(budgetUsed(rule, 30 * 86_400)).toBeCloseTo(Number(budget), 12);
      expect(resetTime(rule, 0.999, 1)).toBeCloseTo(Number(reset), 6);
    },
  );
});

/** A share of banners is refused from 14:00 on: the first hours give the rules a past. */
async function alertsWith(probability: string, length: string) {
  const text = `
version: 1
name: slo
question: Which alert fires?
clock: { start: 2016-05-23T12:00:00Z, duration: 5h, bucket: 10s }
senders: [{ name: apps, hosts: 50, rate: 5/s, retry: none }]
edge: { internet: { loss: 0% } }
monitoring:
  interval: 10s
  slos: [{ name: accepted, objective: 99.9%, good: vantage.client.good, total: vantage.client.tries }]
operations: [{ name: refuses, at: "14:00", for: ${length}, do: fault, stage: banner, probability: ${probability} }]
`;
  const { alerts } = await runScenario(loadScenario({ name: "slo.yaml", text }, scenarioSchema), 1);
  return new Map(alerts.map(({ name, firedAt }) => [name, firedAt - 7200]));
}

test("a full outage pages after 52 s, and again by the slower rule after 130 s", async () => {
  const fired = await alertsWith("100%", "10min");
  expect(fired.get("accepted-page-1h")).toBeGreaterThanOrEqual(50);
  expect(fired.get("accepted-page-1h")).toBeLessThanOrEqual(80);
  // Two hours of past instead of six: a third of the time.
  expect(fired.get("accepted-page-6h")).toBeGreaterThanOrEqual(40);
  expect(fired.get("accepted-page-6h")).toBeLessThanOrEqual(140);
});

test("an outage of 40 s pages nobody by the fast rule, nor does half a percent of errors", async () => {
  expect((await alertsWith("100%", "40s")).has("accepted-page-1h")).toBe(false);
  expect((await alertsWith("0.5%", "2h")).has("accepted-page-1h")).toBe(false);
});

test("an objective on a metric that is not there is refused, with a suggestion", () => {
  const text = `
version: 1
name: slo
question: Which?
senders: [{ name: apps, rate: 5/s }]
monitoring: { slos: [{ name: accepted, objective: 99%, good: messages.acepted, total: messages.offered }] }
`;
  const loaded = loadScenario({ name: "slo.yaml", text }, scenarioSchema);
  return expect(runScenario(loaded, 1)).rejects.toThrow(/messages.accepted/);
});
