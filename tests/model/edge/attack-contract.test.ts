/**
 * What holds of every kind of attack and of every shape: it uses up a capacity of a hop, and good clients feel it
 * there.
 */
import { describe, expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { attacks } from "../../../src/model/edge/attack/index.js";
import { attackShapes } from "../../../src/model/edge/attack/shape/index.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

/** Of each kind: a thousand times the capacity below, and its double. */
const written: Record<string, { readonly options: Record<string, string>; readonly twice: Record<string, string> }> = {
  volumetric: { options: { bandwidth: "1TB/s" }, twice: { bandwidth: "2TB/s" } },
  "syn-flood": { options: { packets: "1M/s" }, twice: { packets: "2M/s" } },
  "layer-7": { options: { requests: "1M/s" }, twice: { requests: "2M/s" } },
  slow: { options: { connections: "10k/s", hold: "100s" }, twice: { connections: "20k/s", hold: "100s" } },
};

const LIMITS = {
  edge: "device: { bandwidth: 1GB/s, packets: 1000/s }",
  balancer: "balancer: { requests: 1000/s, connections: 1000 }",
};

test("every kind of attack is tried below", () => {
  expect(Object.keys(written).sort()).toEqual([...attacks.names].sort());
});

/** The share of new messages that is accepted, and how many clients wait for a hop's answer, by the minute. */
async function attacked(kind: string, limits: string) {
  const traffic = Object.entries(written[kind]?.options ?? {}).map(([key, value]) => `${key}: ${value}`);
  const text = `
version: 1
name: attacked
clock: { duration: 20min, bucket: 1min }
senders: [{ name: apps, protocol: api, hosts: 100, rate: 5/s, retry: none }]
edge: { internet: { loss: 0% }, ${limits} }
operations:
  - { name: attack, at: 3min, for: 5min, do: attack, traffic: { kind: ${kind}, ${traffic.join(", ")} } }
`;
  const { series } = await runScenario(loadScenario({ name: "attacked.yaml", text }, scenarioSchema), 1);
  const sum = (name: string, from: number, until: number) =>
    (series.metrics[name]?.values ?? []).slice(from, until).reduce((total: number, value) => total + (value ?? 0), 0);
  return {
    accepted: (from: number, until: number) =>
      sum("messages.accepted", from, until) / sum("messages.offered", from, until),
    held: (hop: string, from: number, until: number) => sum(`hops.${hop}.held`, from, until) / (until - from),
  };
}

describe.each(attacks.names)("attack %s", (kind) => {
  const { options = {}, twice = {} } = written[kind] ?? {};

  test("names a capacity of a hop and a load on it, in proportion to what is sent", () => {
    const one = attacks.create(kind, options);
    expect(["edge", "balancer"]).toContain(one.at);
    expect(one.load).toBeGreaterThan(0);
    expect(attacks.create(kind, twice)).toEqual({ ...one, load: 2 * one.load });
  });

  test("is nothing without its size, and rejects a size of nothing", () => {
    const [first = ""] = Object.keys(options);
    expect(() => attacks.create(kind, {})).toThrow(first);
    expect(() => attacks.create(kind, { ...options, [first]: "0/s" })).toThrow(first);
  });

  test("keeps good clients waiting at its hop for as long as it lasts, and no longer", async () => {
    const { at } = attacks.create(kind, options);
    const { accepted, held } = await attacked(kind, LIMITS[at]);
    expect(accepted(4, 8)).toBeLessThan(0.2);
    expect(held(at, 4, 8)).toBeGreaterThan(100);
    expect(accepted(16, 20)).toBeGreaterThan(0.95);
    expect(held(at, 17, 20)).toBeLessThan(1);
  });

  test("does nothing to a hop whose capacity has no limit", async () => {
    const { at } = attacks.create(kind, options);
    const { accepted, held } = await attacked(kind, LIMITS[at === "edge" ? "balancer" : "edge"]);
    expect(accepted(4, 8)).toBeGreaterThan(0.95);
    expect(held(at, 0, 20)).toBe(0);
  });
});

describe.each(attackShapes.names)("shape %s", (name) => {
  const shape = attackShapes.create(name, {});
  const ages = Array.from({ length: 5000 }, (_, i) => 3.7 * i);

  test("is a share of the full strength, and reaches it", () => {
    const strengths = ages.map((age) => shape.strength(age));
    expect(Math.min(...strengths)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...strengths)).toBe(1);
    expect(shape.strength(0)).toBeGreaterThan(0);
  });

  test("says when its strength changes next, and keeps it until then", () => {
    for (const age of ages) {
      const next = shape.changesAfter(age);
      expect(next).toBeGreaterThan(age);
      const almost = Number.isFinite(next) ? age + 0.999 * (next - age) : age + 1e6;
      expect(shape.strength(almost)).toBe(shape.strength(age));
    }
  });
});
