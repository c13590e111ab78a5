/** Error budgets, the times to detect and to repair, and from where an alert sees. */
import { expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { budgetGone } from "../../../src/model/monitoring/budget.js";
import { vantageOf } from "../../../src/model/monitoring/vantage-point.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

test("a burn of 14.4 for an hour uses 2 % of a budget of 30 days, the whole period at burn 1 all of it", () => {
  const [hour, month] = [3600, 30 * 86_400];
  expect(budgetGone(14.4, 1000, 0.999, hour, month)).toBeCloseTo(0.02, 12);
  expect(budgetGone(1, 1000, 0.999, month, month)).toBeCloseTo(1, 12);
  expect(budgetGone(0, 0, 0.999, hour, month)).toBe(0);
});

test("an outage of 10 min among 2 h: a share of the budget, a time to detect and a time to repair", async () => {
  const text = `
version: 1
name: outage
question: How long?
clock: { start: 2016-05-23T12:00:00Z, duration: 2h, bucket: 1min }
senders: [{ name: apps, hosts: 50, rate: 5/s, retry: none }]
monitoring:
  alerts: [{ name: poor, when: rate(accept.goodput) / rate(accept.offered) < 50%, over: 1min, for: 2min, notify: 1min }]
  slos: [{ name: accepted, objective: 99%, period: 2h, good: accept.goodput, total: accept.offered, notify: 1h }]
operations: [{ name: refuses, at: "13:00", for: 10min, do: fault, stage: banner, probability: 100% }]
`;
  const result = await runScenario(loadScenario({ name: "outage.yaml", text }, scenarioSchema), 1);
  const figure = (id: string) => result.figures.find((one) => one.id === id)?.value ?? Number.NaN;
  const { offered, accepted } = result.totals.messages;
  expect(figure("budget.accepted")).toBeCloseTo((offered - accepted) / offered / 0.01, 1);
  // Looks at 13:01, 13:02 and 13:03 find a bad minute behind them; somebody knows a minute later.
  expect(figure("detect")).toBe(240);
  expect(figure("repair")).toBe(600);
  const poor = result.alerts.filter(({ name }) => name === "poor");
  expect(poor).toMatchObject([{ vantage: "client", firedAt: 3780, notifiedAt: 3840 }]);
  expect(result.alerts.map(({ name }) => name)).toContain("accepted-page-1h");
});

test.each([
  [["replies.421", "replies"], "server"],
  [["vantage.server"], "server"],
  [["mitigation.active"], "mitigation"],
  [["hops.edge.dropped", "hops.edge.in"], "edge"],
  [["replies", "attempts"], "client"],
])("who looks at %j stands at the %s", (metrics, point) => {
  expect(vantageOf(metrics)).toBe(point);
});
