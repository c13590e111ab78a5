/** The closed-form conditions of a trap against simulation, for random services at least 15 % away from every edge. */
import { describe, expect, test } from "vitest";
import { Random } from "../../src/engine/random.js";
import { explainAt } from "../../src/experiment/explanation.js";
import { runScenario } from "../../src/experiment/run.js";
import { cycleSentences, restartCures, trapSentences, trapState } from "../../src/experiment/trap-conditions.js";
import type { AuthLoad } from "../../src/model/auth/auth-system.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";

const stream = new Random("trap conditions").stream("parameters");
const between = (low: number, high: number) => low + (high - low) * stream.uniform();
/** Away from 1 by at least 15 %. */
const aside = (low: number, high: number): number => {
  for (;;) {
    const value = between(low, high);
    if (value < 0.85 || value > 1.15) return value;
  }
};

function randomLoad(): AuthLoad {
  for (;;) {
    const capacity = between(50, 150);
    const retries = 1 + stream.integer(3);
    const fresh = (aside(0.3, 3) * capacity) / (1 + retries);
    const load = { fresh, capacity, retries, patience: between(4, 12), bound: Number.POSITIVE_INFINITY, defences: [] };
    const restart = (fresh * (1 + retries)) / (2 * capacity);
    if (fresh < 0.85 * capacity && (restart < 0.85 || restart > 1.15)) return load;
  }
}

/** Capacity falls to a tenth for two minutes; with `flush` the queue is emptied later. Success at the end. */
async function successAfter({ fresh, capacity, retries, patience, bound }: AuthLoad, flush: boolean): Promise<number> {
  const workers = 16;
  const service = (factor: number) => `{ shape: exponential, mean: ${(1000 * workers * factor) / capacity}ms }`;
  const restart = ", { name: flush, at: 15min, do: restart, part: auth, inFlight: drop, down: 0s, connections: hang }";
  const text = `
version: 1
name: trap
clock: { duration: 40min, bucket: 1min }
auth:
  workers: ${workers}
  service: ${service(1)}
  queue: ${Number.isFinite(bound) ? Math.round(bound) : "unbounded"}
  callers: [{ name: app, rate: ${fresh}/s, timeout: ${patience}s, retries: ${retries} }]
operations: [{ name: slow, at: 5min, for: 3min, do: deploy, service: ${service(10)} }${flush ? restart : ""}]
`;
  const { series } = await runScenario(loadScenario({ name: "trap.yaml", text }, scenarioSchema), 1);
  const last = (name: string) =>
    (series.metrics[name]?.values ?? []).slice(-5).reduce((sum: number, v) => sum + (v ?? 0), 0);
  return last("auth.goodput") / last("auth.offered");
}

const loads = Array.from({ length: 10 }, randomLoad);

test("the random services are of every kind", () => {
  expect(new Set(loads.map(trapState))).toEqual(new Set(["safe", "vulnerable"]));
  const vulnerable = loads.filter((load) => trapState(load) === "vulnerable");
  expect(new Set(vulnerable.map(restartCures))).toEqual(new Set([true, false]));
});

describe.each(loads.map((load, index) => ({ index, load })))("random service $index", ({ load }) => {
  test("recovers by itself exactly when it is safe", async () => {
    expect((await successAfter(load, false)) > 0.9).toBe(trapState(load) === "safe");
  });

  test("a restart cures it exactly when the conditions say so", async () => {
    expect((await successAfter(load, true)) > 0.9).toBe(trapState(load) === "safe" || restartCures(load));
  });

  test("a queue bound 15 % below capacity times patience keeps it out of the trap", async () => {
    const bounded = { ...load, bound: 0.85 * load.capacity * load.patience };
    expect(trapState(bounded)).toBe("safe");
    expect(await successAfter(bounded, false)).toBeGreaterThan(0.9);
  });
});

test("july 2018 is trapped after the rollback, and well after the restart", () => {
  const loaded = loadScenario("july-2018-auth", scenarioSchema);
  const trapped = explainAt(loaded, 1, 130 * 60);
  expect(trapped?.isTrapped).toBe(true);
  expect(trapped?.wasted).toBeGreaterThan(0.99);
  expect(trapped?.calls).toBeCloseTo(2 * (trapped?.offered ?? 0), 0);
  const well = explainAt(loaded, 1, 220 * 60);
  expect(well?.isTrapped).toBe(false);
  expect(well?.load.capacity).toBeCloseTo(120, 0);
  expect(trapSentences(trapped?.load ?? (loads[0] as AuthLoad)).join()).toContain("910 calls");
  expect(cycleSentences(loaded.scenario.auth).join()).toMatch(/auth → directory → auth: 15.9 % .* adds 31.9 %/);
});
