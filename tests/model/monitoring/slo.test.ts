/** Burn-rate alerts: the workbook's table, and the same rules in a run. */
import { describe, expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { BURN_RULES, type BurnRule, budgetUsed, detectionTime, resetTime } from "../../../src/model/monitoring/slo.js";
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

test("an error share of 14.3 times the budget never fires the 14.4 rule, and the rule of 6 after 9063 s", () => {
  const [fast, slow] = BURN_RULES as [BurnRule, BurnRule];
  expect(detectionTime(fast, 0.999, 0.0143)).toBe(Number.POSITIVE_INFINITY);
  expect(detectionTime(slow, 0.999, 0.0143)).toBeCloseTo(9062.9, 1);
});

interface Outage {
  readonly probability: string;
  readonly length: string;
  /** From when on, and for how long there is a past. */
  readonly at?: string;
  readonly hours?: number;
  readonly duration?: string;
  readonly rate?: string;
}

/**
 * A share of banners is refused from a time on, two hours after the start: the rules need a past. Mail comes like
 * clockwork.
 */
async function alertsWith({ probability, length, at = "14:00", hours = 2, duration = "5h", rate = "5/s" }: Outage) {
  const text = `
version: 1
name: slo
question: Which alert fires?
clock: { start: 2016-05-23T12:00:00Z, duration: ${duration}, bucket: 10s }
senders: [{ name: apps, hosts: 50, rate: ${rate}, arrivals: { pattern: renewal }, retry: none }]
edge: { internet: { loss: 0% } }
monitoring:
  interval: 10s
  slos: [{ name: accepted, objective: 99.9%, good: vantage.client.good, total: vantage.client.tries }]
operations: [{ name: refuses, at: "${at}", for: ${length}, do: fault, stage: banner, probability: ${probability} }]
`;
  const { alerts } = await runScenario(loadScenario({ name: "slo.yaml", text }, scenarioSchema), 1);
  return new Map(alerts.map(({ name, firedAt }) => [name, firedAt - hours * 3600]));
}

test("a full outage pages after 52 s, and again by the slower rule after 130 s", async () => {
  const fired = await alertsWith({ probability: "100%", length: "10min" });
  expect(fired.get("accepted-page-1h")).toBeGreaterThanOrEqual(50);
  expect(fired.get("accepted-page-1h")).toBeLessThanOrEqual(80);
  // Two hours of past instead of six: a third of the time.
  expect(fired.get("accepted-page-6h")).toBeGreaterThanOrEqual(40);
  expect(fired.get("accepted-page-6h")).toBeLessThanOrEqual(140);
});

test.each([
  ["51s", false],
  ["53s", true],
])(
  "an outage of %s pages by the fast rule: %s (51.84 s of errors use up 14.4 hours of budget)",
  async (length, pages) => {
    const fired = await alertsWith({ probability: "100%", length, duration: "4h" });
    expect(fired.has("accepted-page-1h")).toBe(pages);
  },
);

test("one per cent of errors is never a matter for the fast rule; the rule of 6 fires after 3.6 h", async () => {
  const fired = await alertsWith({ probability: "1%", length: "4h", at: "18:00", hours: 6, duration: "10h" });
  expect(fired.has("accepted-page-1h")).toBe(false);
  expect(Math.abs((fired.get("accepted-page-6h") ?? 0) / 12_960 - 1)).toBeLessThan(0.08);
});

test.each([
  ["69/h", true],
  ["70/h", false],
])("at %s a single error pages, at an objective of three nines: %s", async (rate, pages) => {
  const fired = await alertsWith({ probability: "100%", length: "20s", at: "13:59:50", duration: "4h", rate });
  expect(fired.has("accepted-page-1h")).toBe(pages);
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
