/**
 * Attacks in pulses, on a data centre, and from addresses that customers share; and a device that is put back as it
 * was.
 */
import { describe, expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { pulses } from "../../../src/model/edge/attack/shape/pulses.js";
import type { RunResult } from "../../../src/results/run-result.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

const attack = (more: string) =>
  `{ name: attack, at: 5min, for: 20min, do: attack, traffic: { kind: volumetric, bandwidth: 5GB/s }, ${more} }`;

async function run(operations: string): Promise<RunResult> {
  const text = `
version: 1
name: attacks
question: Who suffers?
clock: { start: 2016-05-23T12:00:00Z, duration: 30min, bucket: 1min }
senders:
  - { name: apps, protocol: api, hosts: 200, rate: 20/s, retry: { profile: fixed, interval: 60s, retries: 3 }, timeouts: { response: 10s } }
edge:
  internet: { loss: 0% }
  pools: [{ name: a, share: 40% }, { name: b, share: 30% }, { name: c, dataCentre: second, share: 30% }]
  device: { bandwidth: 100MB/s }
  mitigation: { automatic: 10s, stays: 2min, profiles: { standard: { countermeasures: [{ against: [volumetric], truePositive: 99.9% }] } } }
operations: [${operations}]
`;
  return runScenario(loadScenario({ name: "attacks.yaml", text }, scenarioSchema), 1);
}

/** Share of success, from one minute to another. */
function success({ series }: RunResult, pool: string, from: number, until: number): number {
  const sum = (name: string) =>
    (series.metrics[`pools.${pool}.${name}`]?.values ?? [])
      .slice(from, until)
      .reduce((all: number, one) => all + (one ?? 0), 0);
  return sum("good") / sum("tries");
}

const active = ({ series }: RunResult) => (series.metrics["mitigation.active"]?.values ?? []).map(Number);

describe("pulses", () => {
  const shape = pulses.create(pulses.options.parse({ on: "2min", off: "3min" }));

  test("are there for `on`, away for `off`, and say when they change", () => {
    expect([0, 119, 120, 299, 300, 419, 420].map((age) => shape.strength(age))).toEqual([1, 1, 0, 0, 1, 1, 0]);
    expect([0, 119, 120, 299, 300].map((age) => shape.changesAfter(age))).toEqual([120, 120, 300, 300, 420]);
  });

  test("let the pool breathe in between, and the traffic shows both", async () => {
    const result = await run(attack("shape: { form: pulses, on: 2min, off: 3min }, targets: [b]"));
    expect(success(result, "b", 5, 7)).toBeLessThan(0.5);
    expect(success(result, "b", 8, 10)).toBeGreaterThan(0.95);
    const sent = (result.series.metrics["attack.sent"]?.values ?? []).map((value) => Number(value) > 0);
    expect(sent.slice(5, 15)).toEqual([true, true, false, false, false, true, true, false, false, false]);
  });
});

test("a data centre as the target stands for all of its pools, and a failover leads away from it", async () => {
  const result = await run(attack("targets: [main]"));
  expect(success(result, "a", 7, 25)).toBeLessThan(0.2);
  expect(success(result, "b", 7, 25)).toBeLessThan(0.2);
  expect(success(result, "c", 7, 25)).toBe(1);
  const away = "{ name: away, at: 7min, do: failover, from: [main], over: 1min }";
  const moved = await run(`${attack("targets: [main]")}, ${away}`);
  expect(success(moved, "c", 10, 25)).toBe(1);
  const tries = (moved.series.metrics["pools.a.tries"]?.values ?? []).slice(12).map(Number);
  expect(Math.max(...tries)).toBe(0);
});

test("every data centre at once leaves nowhere to go, and a name that is neither is refused with a suggestion", async () => {
  await expect(run("{ name: away, at: 1min, do: failover, from: [main, second] }")).rejects.toThrow(
    /at least one pool/,
  );
  await expect(run(attack("targets: [secnd]"))).rejects.toThrow(/no pool "secnd".*second/s);
});

describe("failovers that overlap", () => {
  const away = (name: string, from: string, when: string) =>
    `{ name: ${name}, ${when}, do: failover, from: [${from}], over: 1min }`;

  test("lead everybody to a pool that is not failed over, and let them go back one by one", async () => {
    const [first, second] = [away("first", "a", "at: 5min, for: 15min"), away("second", "b", "at: 10min")];
    const result = await run(`${first}, ${second}`);
    const tries = (pool: string, from: number, until: number) =>
      (result.series.metrics[`pools.${pool}.tries`]?.values ?? []).slice(from, until).map(Number);
    expect(Math.min(...tries("b", 7, 9))).toBeGreaterThan(0);
    expect([Math.max(...tries("a", 12, 19)), Math.max(...tries("b", 12, 30))]).toEqual([0, 0]);
    expect(Math.min(...tries("a", 21, 29))).toBeGreaterThan(0);
  });

  test("must leave a pool to go to at each moment; a reaction may come at any", async () => {
    const [a, bc] = [away("one", "a", "at: 5min, for: 5min"), (when: string) => away("two", "b, c", when)];
    await expect(run(`${a}, ${bc("at: 7min")}`)).rejects.toThrow(
      /operations\[1\]\.from: every pool, together with one, expected failovers at one time that leave a pool/,
    );
    await expect(run(`${a}, ${bc("at: 2min, for: 1min, every: 4min")}`)).rejects.toThrow(/together with one/);
    await run(`${a}, ${bc("at: 10min, for: 2min")}`);
  });
});

test("who shares an address with the attack is stopped with it, for as long as it lasts", async () => {
  const result = await run(attack("targets: [b], signature: known, sources: { shared: 20% }"));
  const share = 1 - success(result, "b", 8, 25);
  // A fifth of the clients try four times, the others once: 0.2 × 4 / (0.2 × 4 + 0.8) is a half.
  expect(share).toBeGreaterThan(0.3);
  expect(share).toBeLessThan(0.7);
  expect(success(result, "a", 8, 25)).toBe(1);
  expect(result.totals.attempts.byLastHop.mitigation).toBeGreaterThan(0);
  expect(success(result, "b", 28, 30)).toBe(1);
});

test("two attacks that overlap keep the device in the way until the second has been over for a while", async () => {
  const second = attack("targets: [b], signature: known").replace(
    "attack, at: 5min, for: 20min",
    "more, at: 8min, for: 8min",
  );
  const first = attack("targets: [b], signature: known").replace("for: 20min", "for: 5min");
  const on = active(await run(`${first}, ${second}`));
  expect(on.slice(7, 17).every((pools) => pools === 1)).toBe(true);
  expect(on.slice(20).every((pools) => pools === 0)).toBe(true);
});

test("taken out of the way during an attack and put back, the device guards what it guarded before", async () => {
  const off = "{ name: off, at: 10min, for: 5min, do: mitigation, turn: 'off' }";
  const result = await run(`${attack("targets: [b], signature: known")}, ${off}`);
  expect(success(result, "b", 7, 10)).toBeGreaterThan(0.9);
  expect(success(result, "b", 11, 15)).toBeLessThan(0.2);
  expect(active(result).slice(16, 24)).toEqual(Array(8).fill(1));
  expect(active(result).slice(28)).toEqual([0, 0]);
});

test("what is in flight at a hop stands in its books: clients that wait for an answer to their SYN", async () => {
  const result = await run(attack("targets: [b]"));
  const held = (result.series.metrics["hops.edge.held"]?.values ?? []).map(Number);
  expect(Math.max(...held.slice(0, 5))).toBe(0);
  // Six new messages a second and retries, each waiting for up to 10 s.
  expect(Math.max(...held.slice(6, 24))).toBeGreaterThan(40);
  const { edge } = result.vantage;
  expect((edge.out ?? 0) + (edge.dropped ?? 0) + (edge.inFlight ?? 0)).toBe(edge.in);
  expect(result.owners).toMatchObject({ mitigation: "provider", edge: "ours" });
});

test("an attack on standby pools alone, whose shares are 0, is spread over them evenly and has a figure", async () => {
  const pools = "pools: [{ name: a, share: 100% }, { name: b, share: 0% }, { name: c, share: 0% }]";
  const text = (targets: string) => `
version: 1
name: standby
question: Who suffers?
clock: { duration: 10min, bucket: 1min }
senders: [{ name: apps, protocol: api, rate: 5/s }]
edge: { ${pools}, device: { packets: 1000/s } }
operations: [{ name: attack, at: 2min, for: 5min, rise: 1min, do: attack, traffic: { kind: syn-flood, packets: 100000/s }, targets: ${targets} }]
`;
  const schema = scenarioSchema;
  const of = async (targets: string) => runScenario(loadScenario({ name: "s.yaml", text: text(targets) }, schema), 1);
  for (const result of [await of("[b]"), await of("[b, c]")]) {
    const sent = (result.series.metrics["attack.sent"]?.values ?? []).map(Number);
    expect(sent.every(Number.isFinite)).toBe(true);
    // Of what the whole hop can take, as its targets have no part of it.
    expect(sent[4]).toBeCloseTo(100, 6);
    expect(success(result, "a", 0, 10)).toBe(1);
  }
});

test("pulses whose ends no clock can name exactly come to an end all the same; three targets are no threefold attack", async () => {
  const shape = "shape: { form: pulses, on: 300ms, off: 700ms }";
  const result = await run(
    attack(`targets: [], ${shape}`).replace("at: 5min", "at: 5.1s").replace("for: 20min", "for: 1min"),
  );
  const sent = (result.series.metrics["attack.sent"]?.values ?? []).map(Number);
  // 5 GB/s for 0.3 of the time, on a line of 0.1 GB/s.
  expect(Math.max(...sent)).toBeGreaterThan(0.9 * 50 * 0.3 * (55 / 60));
  expect(Math.max(...sent)).toBeLessThan(1.1 * 50 * 0.3);
});

describe("orders that overlap", () => {
  const order = (name: string, from: number, to: number, turn: string) =>
    `{ name: ${name}, at: ${from}min, for: ${to - from}min, do: mitigation, turn: "${turn}" }`;
  const standsAt = async (operations: string) => {
    const values = active(await run(operations));
    return [2, 7, 12, 17, 22].map((minute) => Number(values[minute]));
  };

  test("count from the latest on, and each is taken back by itself", async () => {
    expect(await standsAt([order("on", 5, 15, "on"), order("off", 10, 20, "off")].join())).toEqual([0, 3, 0, 0, 0]);
    expect(await standsAt([order("off", 5, 15, "off"), order("on", 10, 20, "on")].join())).toEqual([0, 0, 3, 3, 0]);
    expect(await standsAt([order("on", 5, 20, "on"), order("off", 10, 15, "off")].join())).toEqual([0, 3, 0, 3, 0]);
  });
});
