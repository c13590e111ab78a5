/** Every retry profile in a whole system with an outage in it: laws hold, runs repeat, a mix splits its population. */
import { describe, expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { retryProfiles } from "../../../src/model/retry/index.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

function outage(senders: string) {
  const text = `
version: 1
name: outage
clock: { duration: 40min, bucket: 1min }
senders: [${senders}]
intake: { nodes: 1, sessions: 20, backlog: 5, api: { workers: 2, queue: 2 } }
operations:
  - { name: refuses, at: 5min, for: 5min, do: fault, stage: banner, code: 421 }
  - { name: defers, at: 15min, for: 5min, do: fault, stage: dot, code: 451, probability: 50% }
  - { name: resets, at: 25min, for: 1min, do: fault, stage: connect }
`;
  return loadScenario({ name: "outage.yaml", text }, scenarioSchema);
}

describe.each(retryProfiles.names)("%s", (profile) => {
  test.each(["smtp", "api"])("by %s", async (protocol) => {
    const loaded = outage(`{ name: s, protocol: ${protocol}, hosts: 5, rate: 3/s, retry: ${profile} }`);
    const result = await runScenario(loaded, 1);
    const { offered, accepted, waiting, gaveUp, lost } = result.totals.messages;
    expect(accepted + waiting + gaveUp + lost).toBe(offered);
    expect(accepted).toBeGreaterThan(0.2 * offered);
    expect((await runScenario(loaded, 1)).totals).toEqual(result.totals);
  });
});

test("a mix gives each kind its share of hosts and mail", async () => {
  const mix = "[{ share: 75%, retry: none }, { share: 25%, retry: { profile: fixed, interval: 20s } }]";
  const { totals } = await runScenario(outage(`{ name: s, hosts: 40, rate: 8/s, mix: ${mix} }`), 1);
  const { lost, offered } = totals.messages;
  const alone = await runScenario(outage("{ name: s, hosts: 40, rate: 8/s, retry: none }"), 1);
  const all = alone.totals.messages;
  expect(lost / offered).toBeCloseTo((0.75 * all.lost) / all.offered, 1);
  expect(totals.messages.accepted).toBeGreaterThan(all.accepted);
});

test("shares that do not add up are refused", () => {
  expect(() => outage("{ name: s, rate: 1/s, mix: [{ share: 50%, retry: none }] }")).toThrow(/add up to 100%/);
});
