/** July 2018: the pack holds, and the variants of its reference table end as predicted. */
import { describe, expect, test } from "vitest";
import { runScenario } from "../../src/experiment/run.js";
import { declaredPlan } from "../../src/experiment/whatif-plan.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { broken, runShipped } from "./shipped.js";

const PACK = "july-2018-auth";

/**
 * The reference runs: restart and fix at 12:30, the restart in an instant, callers of lost calls find out by their
 * timeouts.
 */
const reference = [
  "operations.restart={ name: restart, at: '12:30', do: restart, part: auth, inFlight: drop, down: 0s, connections: hang }",
  "operations.latency-fix.at=12:30",
];

const retries = (count: number): string => `auth.callers[*].retries=${count}`;
const trapped = "never recovered(all, 90%)";
const recovers = "recovered(all, 99%) between 12:30 and 12:40";
const healthy = "min(auth.goodput / auth.offered) > 80%";

/**
 * What is left out, what is set, and what comes of it: the inequalities lambda(1 + r) < 2 mu and bound < mu T decide.
 */
const variants: readonly { name: string; without?: string[]; sets?: string[]; that: string }[] = [
  { name: "the story: 1 retry, restart and fix", that: recovers },
  { name: "rollback alone", without: ["operations.restart", "operations.latency-fix"], that: trapped },
  { name: "rollback and restart, latency not fixed", without: ["operations.latency-fix"], that: recovers },
  {
    name: "restart without rollback or fix",
    without: ["operations.rollback", "operations.latency-fix"],
    that: trapped,
  },
  {
    name: "latency fixed, no restart",
    without: ["operations.restart"],
    sets: ["operations.latency-fix.at=12:20"],
    that: trapped,
  },
  {
    name: "no retries, no restart",
    without: ["operations.restart", "operations.latency-fix"],
    sets: [retries(0)],
    that: "recovered(all, 99%) between 11:05 and 11:30",
  },
  { name: "3 retries: 300 > 240", sets: [retries(3)], that: trapped },
  {
    name: "queue bound 300",
    without: ["operations.restart", "operations.latency-fix"],
    sets: ["auth.queue=300"],
    that: healthy,
  },
  { name: "2 retries with the fix: 225 < 240", sets: [retries(2)], that: recovers },
  {
    name: "2 retries without the fix: 225 > 182",
    without: ["operations.latency-fix"],
    sets: [retries(2)],
    that: trapped,
  },
  {
    name: "queue bound 800 < 910, no restart",
    without: ["operations.restart", "operations.latency-fix"],
    sets: ["auth.queue=800"],
    that: healthy,
  },
  {
    name: "queue bound 1400 > 910, no restart",
    without: ["operations.restart", "operations.latency-fix"],
    sets: ["auth.queue=1400"],
    that: trapped,
  },
  {
    name: "no earlier change",
    without: ["operations.latency-change", "operations.latency-fix", "operations.restart"],
    that: healthy,
  },
  {
    name: "no deploy",
    without: ["operations.deploy", "operations.rollback", "operations.latency-fix", "operations.restart"],
    that: healthy,
  },
];

test.each([1, 2, 3])("every expectation of the pack holds with seed %i", async (seed) => {
  expect(broken(await runShipped(PACK, seed))).toEqual([]);
});

/** Up to 11:10, which is all that these ask about. */
test.each(["latency-objective", "latency-objective-without-release", "candidate-on-slow-main"])(
  "%s is as the counterfactual expects",
  async (name) => {
    const variant = declaredPlan(loadScenario(PACK, scenarioSchema)).variants.find((one) => one.name === name);
    const loaded = variant?.loaded.changed({ sets: ["clock.duration=1h40min"] });
    if (loaded === undefined) throw new Error(`no counterfactual ${name}`);
    const { expectations } = await runScenario(loaded, 1);
    expect(expectations.filter(({ pass }) => !pass).map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
    expect(expectations.length).toBeGreaterThan(0);
  },
);

describe("variants", () => {
  test.each(variants)("$name", async ({ without = [], sets = [], that }) => {
    const base = reference.filter((set) => !without.some((path) => set.startsWith(path)));
    const changes = {
      without: ["counterfactuals", ...without],
      sets: [...base, ...sets, `expect=[{ id: verdict, that: "${that}" }]`],
    };
    const { expectations } = await runScenario(loadScenario(PACK, scenarioSchema, changes), 1);
    expect(expectations.map(({ pass, text }) => (pass ? "as predicted" : text))).toEqual(["as predicted"]);
  });
});
