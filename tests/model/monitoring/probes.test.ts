/** Probes fail when nobody would greet them: from inside as from outside, with and without a way in. */
import { expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

/** Failed tries of both probes, minute by minute. */
async function failed(more: string) {
  const text = `
version: 1
name: probes
clock: { duration: 20min, bucket: 1min }
senders: [{ name: relays, rate: 2/s, hosts: 200, linger: 1min }]
monitoring: { probes: [{ name: outside, every: 10s }, { name: inside, every: 10s, from: inside }] }
${more}`;
  const { series } = await runScenario(loadScenario({ name: "probes.yaml", text }, scenarioSchema), 1);
  const of = (name: string, from: number, until: number) =>
    (series.metrics[`probes.${name}.failed`]?.values ?? [])
      .slice(from, until)
      .reduce((sum: number, one) => sum + (one ?? 0), 0);
  return { before: [of("outside", 0, 9), of("inside", 0, 9)], after: [of("outside", 11, 15), of("inside", 11, 15)] };
}

test.each([
  ["421 for everybody", "operations: [{ name: f, at: 10min, do: fault, stage: banner, code: 421 }]"],
  [
    "every front end down",
    "intake: { nodes: 1 }\noperations: [{ name: f, at: 10min, do: restart, rolling: true, down: 9min }]",
  ],
  [
    "no slot and no place in the backlog",
    "intake: { nodes: 1, sessions: 500, backlog: 1 }\noperations: [{ name: f, at: 10min, do: set, values: { intake.sessions: 1 } }]",
  ],
])("%s", async (_case, more) => {
  const { before, after } = await failed(more);
  expect(before).toEqual([0, 0]);
  expect(Math.min(...after)).toBeGreaterThan(15);
});

test("what ends on the way in is seen from outside alone", async () => {
  const { after } = await failed("edge: { internet: { loss: 95% } }");
  expect(after[0]).toBeGreaterThan(10);
  expect(after[1]).toBe(0);
});
