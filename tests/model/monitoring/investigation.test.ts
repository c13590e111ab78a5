/**
 * People who look for the cause: suspects in order, cleared by counters, found upstream; and operators who react to it.
 */
import { expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import type { RunResult } from "../../../src/results/run-result.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

const HOUR = 3600;

/**
 * A device that harms a tenth of the connections; tickets come within minutes, and people look at a suspect for an
 * hour.
 */
function scenario(more: { edge?: string; monitoring?: string; operations?: string } = {}) {
  const text = `
version: 1
name: search
question: Who did it?
clock: { duration: 12h, bucket: 5min }
senders: [{ name: apps, protocol: api, hosts: 50, rate: 0.5/s, retry: { profile: fixed, interval: 1min, retries: 3 }, timeouts: { response: 10s } }]
edge: ${more.edge ?? "{ mitigation: { enabled: true, profiles: { standard: { countermeasures: [{ against: [slow], falsePositive: 10% }] } } } }"}
monitoring:
  tickets: { probability: 20%, delay: 5min, threshold: 5, over: 1h }
  investigation:
    suspects: [{ suspect: intake, takes: 1h }, { suspect: balancer, takes: 1h }, { suspect: edge, takes: 1h }, { suspect: upstream, takes: 1h }]
${more.monitoring ?? ""}
operations: ${more.operations ?? "[]"}
`;
  return loadScenario({ name: "search.yaml", text }, scenarioSchema);
}

const steps = ({ chain }: RunResult) =>
  chain
    .filter(({ link }) => /^(search|cleared|found|open)$/.test(link))
    .map(({ link, detail }) => [link, detail.split(":")[0]]);

test("the own things are cleared one after the other, and what never came to the edge convicts upstream", async () => {
  const result = await runScenario(scenario(), 1);
  expect(steps(result)).toEqual([
    ["search", ""],
    ["cleared", "intake"],
    ["cleared", "balancer"],
    ["cleared", "edge"],
    ["found", "upstream"],
  ]);
  const times = result.chain.filter(({ link }) => /^(search|cleared|found)$/.test(link)).map(({ at }) => at ?? 0);
  for (const [i, time] of times.slice(1).entries()) expect(time - (times[i] ?? 0)).toBeCloseTo(HOUR, 6);
});

test("a load balancer that drops is found before anybody looks at the edge", async () => {
  const edge = "{ balancer: { requests: 0.1/s } }";
  expect(steps(await runScenario(scenario({ edge }), 1)).at(-1)).toEqual(["found", "balancer"]);
});

test("an operator reacts to what was found, after deciding and acting, and the timeline tells", async () => {
  const operations =
    "[{ name: off, at: { on: investigation, after: 10min, decide: 20min, act: 5min }, do: mitigation, turn: 'off' }]";
  const result = await runScenario(scenario({ operations }), 1);
  const found = result.chain.find(({ link }) => link === "found")?.at ?? Number.NaN;
  const [off] = result.timeline;
  expect(off).toMatchObject({ name: "off", detail: "on investigation, after 10min, decide 20min, act 5min" });
  expect(off?.at).toBeCloseTo(found + 35 * 60, 6);
  const harmed = result.series.metrics["hops.mitigation.dropped"]?.values ?? [];
  expect(Math.max(...harmed.slice(Math.ceil((found + 40 * 60) / 300)).map(Number))).toBe(0);
});

test("decide and act have chances of their own: adding one leaves the other's draw as it was", async () => {
  const at = async (reaction: string) => {
    const operations = `[{ name: off, at: { on: tickets, ${reaction} }, do: mitigation, turn: 'off' }]`;
    return (await runScenario(scenario({ operations }), 1)).timeline[0]?.at ?? Number.NaN;
  };
  const random = "{ shape: uniform, from: 1min, to: 10min }";
  const [none, both, decide, act] = await Promise.all(
    ["after: 0s", `decide: ${random}, act: ${random}`, `decide: ${random}`, `act: ${random}`].map(at),
  );
  expect(Number(both) - Number(none)).toBeCloseTo(Number(decide) + Number(act) - 2 * Number(none), 6);
});

test("an investigation that nothing can start, and one without an edge, are refused", async () => {
  const wrong = scenario({ monitoring: "    on: eror\n  alerts: [{ name: error, when: count(tickets) > 0 }]" });
  await expect(runScenario(wrong, 1)).rejects.toThrow(/investigation\.on.*no alert "eror".*error/s);
  await expect(runScenario(scenario({ edge: "off" }), 1)).rejects.toThrow(/without an edge/);
  expect(() =>
    loadScenario({ name: "x.yaml", text: "version: 1\nname: x\nmonitoring: { investigation: {} }\n" }, scenarioSchema),
  ).toThrow(/no tickets/);
});
