/**
 * A call cycle takes capacity twice; without it the service has what the arithmetic says; full of waiting calls it
 * locks up.
 */
import { describe, expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import type { RunResult } from "../../../src/results/run-result.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

async function run(auth: string, operations = "[]"): Promise<RunResult> {
  const text = `
version: 1
name: cycle
question: What does a cycle cost?
clock: { start: 2024-01-01T00:00:00Z, duration: 20min, bucket: 1min }
auth: ${auth}
operations: ${operations}
`;
  return runScenario(loadScenario({ name: "cycle.yaml", text }, scenarioSchema), 1);
}

const series = ({ series: { metrics } }: RunResult, name: string) => (metrics[name]?.values ?? []).map(Number);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

const cycle = (probability: string, rate = "20/s", workers = 16) =>
  `{ workers: ${workers}, service: 50ms, nested: { probability: ${probability}, timeout: 5s }, callers: [{ name: app, rate: ${rate}, retries: 0 }] }`;

describe("at a low load", () => {
  test.each([
    ["0%", 1],
    ["50%", 2],
    ["100%", 3],
  ])("with probability %s workers are busy 1 + 2c times as long", async (probability, factor) => {
    const result = await run(cycle(probability));
    const busy = mean(series(result, "auth.busy"));
    expect(Math.abs(busy / (20 * 0.05 * factor) - 1)).toBeLessThan(0.03);
    expect(result.laws.filter(({ holds }) => !holds)).toEqual([]);
  });
});

test("the cycle locks up a service that could serve twice as much without it, and its removal frees the capacity", async () => {
  // 4 workers, 80 calls a second without the cycle, 27 with it.
  const operations = "[{ name: removal, at: 10min, do: set, values: { auth.nested.probability: 0% } }]";
  const result = await run(cycle("100%", "40/s", 4), operations);
  const goodput = series(result, "auth.goodput");
  const offered = series(result, "auth.offered");
  expect(sum(goodput.slice(2, 10)) / sum(offered.slice(2, 10))).toBeLessThan(0.1);
  expect(result.laws.filter(({ holds }) => !holds)).toEqual([]);
  const served = series(result, "auth.calls.served");
  expect(mean(served.slice(12, 14)) / 60).toBeGreaterThan(78);
});

test("with nested calls ahead of the queue, an overload is served at capacity / (1 + 2c)", async () => {
  // 16 workers of 50 ms: 320 a second; with a quarter of the calls in a cycle 213, however many wait.
  const cycle = "nested: { probability: 25%, queue: ahead }, callers: [{ name: app, rate: 260/s, retries: 0 }]";
  const result = await run(`{ workers: 16, service: { shape: exponential, mean: 50ms }, ${cycle} }`);
  // Outer calls: a fifth of all that are served are nested.
  const outer = mean(series(result, "auth.calls.served").slice(5)) / 60 / 1.25;
  expect(Math.abs(outer / (320 / 1.5) - 1)).toBeLessThan(0.03);
});

test("a restart in the middle of nested calls leaves the books in order", async () => {
  const restart = (more: string) => `[{ name: again, at: 5min, do: restart, part: auth, down: 10s${more} }]`;
  for (const more of [
    "",
    ", inFlight: drop",
    ", inFlight: drop, waiting: keep",
    ", connections: hang, inFlight: drop",
  ]) {
    const result = await run(cycle("60%", "60/s", 8), restart(more));
    expect(result.laws.filter(({ holds }) => !holds)).toEqual([]);
  }
});
