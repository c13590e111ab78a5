/** Alerts fire when their condition has held for long enough, wake somebody, and operations react to that. */
import { expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";
import { ScenarioError } from "../../../src/schema/scenario-error.js";

/** Auth takes everything until 10 min, then nothing for as long as `down` says. */
function scenario(rest: string) {
  const text = `
version: 1
name: alerting
clock: { duration: 1h, bucket: 1min }
auth:
  workers: 100
  service: 10ms
  callers: [{ name: app, rate: 10/s, timeout: 1s, retries: 0 }]
monitoring:
  interval: 1min
  alerts:
    - { name: errors, when: rate(auth.goodput) / rate(auth.offered) < 50%, over: 1min, for: 3min, notify: 30s }
    - { name: never, when: rate(auth.goodput) > 1000/s }
${rest}`;
  return loadScenario({ name: "alerting.yaml", text }, scenarioSchema);
}

const outage = "operations: [{ name: outage, at: 10min, do: restart, part: auth, down: 8min }";

test("after its minutes, once a condition holds; resolved when it does not", async () => {
  const { alerts } = await runScenario(scenario(`${outage}]`), 1);
  // Looks at 11, 12, 13 and 14 min find the minute before without an answer; at 19 min it is full of answers again.
  expect(alerts).toEqual([
    { name: "errors", firedAt: 14 * 60, resolvedAt: 19 * 60, notifiedAt: 14 * 60 + 30, vantage: "server" },
  ]);
});

test("an operation reacts when somebody knows, once", async () => {
  const reaction = "{ name: fix, at: { on: errors, after: 2min }, do: set, values: { auth.workers: 50 } }";
  const { timeline } = await runScenario(scenario(`${outage}, ${reaction}]`), 1);
  expect(timeline.filter(({ name }) => name === "fix").map(({ at }) => at)).toEqual([14 * 60 + 30 + 120]);
});

test("a reaction to an unknown alert, and a rule about an unknown metric, are refused with a suggestion", async () => {
  const reaction = "operations: [{ name: fix, at: { on: erors }, do: set, values: { auth.workers: 50 } }]";
  await expect(runScenario(scenario(reaction), 1)).rejects.toThrow(/no alert "erors".*errors/s);
  const wrong = loadScenario("july-2018-auth", scenarioSchema, {
    sets: [
      "monitoring.alerts=[{ name: a, when: count(auth.gooodput) > 1 }]",
      "operations=[]",
      "expect=[]",
      "counterfactuals=[]",
    ],
  });
  await expect(runScenario(wrong, 1)).rejects.toThrow(ScenarioError);
  await expect(runScenario(wrong, 1)).rejects.toThrow(/auth\.goodput/);
});
