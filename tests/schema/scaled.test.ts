/**
 * How options go with the scale: what the marks mean, that they outlive every wrapper, and that no number of a scenario
 * lacks one.
 */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { catalogues } from "../../src/model/catalogues.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { Catalogue } from "../../src/schema/catalogue.js";
import { type Choice, choice, type Options } from "../../src/schema/choice.js";
import { optionAt, unmarkedIn } from "../../src/schema/marked-options.js";
import { each, fixed, fluid, perSystem, servers, threshold } from "../../src/schema/per-system.js";
import { duration, positive, rate, size } from "../../src/schema/quantity.js";
import { scaled, sizesOf } from "../../src/schema/scaled.js";

const count = z.number().int().positive();
const places = z.number().int().nonnegative();

/** One value at scale 10. */
function tenth(schema: z.ZodType, value: unknown): unknown {
  return scaled(z.object({ it: schema }), { it: value }, 10).it;
}

describe("a marked number at scale 10", () => {
  test.each<[string, z.ZodType, number, number]>([
    ["a rate is divided", perSystem(rate), 25, 2.5],
    ["bytes are divided", perSystem(size), 5, 0.5],
    ["a count is rounded", perSystem(count), 128, 13],
    ["a count stays at least 1", perSystem(count), 3, 1],
    ["places may go", perSystem(places), 3, 0],
    ["a bound of the schema holds", perSystem(z.number().min(1)), 5, 1],
    ["a bound of the mark holds", perSystem(z.number().positive(), { least: 1 }), 5, 1],
    ["servers are rounded", servers(count), 15, 2],
    ["a threshold is rounded", threshold(count), 20, 2],
    ["a fluid is not", fluid(count), 32, 3.2],
    ["what is each one's stays", each(count), 32, 32],
    ["what cannot be divided stays", fixed(count), 32, 32],
  ])("%s", (_, schema, value, expected) => {
    expect(tenth(schema, value)).toBe(expected);
  });

  test.each<[string, (marked: z.ZodType<number>) => z.ZodType]>([
    ["default", (marked) => marked.default(7)],
    ["prefault", (marked) => marked.prefault(7 as never)],
    ["optional", (marked) => marked.optional()],
    ["nullable", (marked) => marked.nullable()],
    ["describe", (marked) => marked.describe("places of work")],
    ["refine", (marked) => marked.refine((value) => value > 2)],
    ["a union", (marked) => z.union([z.literal("unlimited"), marked])],
    ["several at once", (marked) => z.union([z.literal("off"), marked.describe("it").optional()]).default(7 as never)],
  ])("keeps its mark through %s", (_, wrapped) => {
    expect(tenth(wrapped(perSystem(count)), 120)).toBe(12);
  });

  test("keeps it in lists, records, unions of maps and the chosen variant of a catalogue", () => {
    const variant = (name: string, options: Options) => choice({ name, summary: name, options, create: () => name });
    const kinds = new Catalogue("kind", [
      variant("whole", z.strictObject({ limit: perSystem(count).default(50) })),
      variant("own", z.strictObject({ limit: each(count).default(50) })),
    ]);
    const schema = z.strictObject({
      list: z.array(kinds.schema("kind")),
      record: z.record(z.string(), z.union([z.literal("off"), z.strictObject({ slots: servers(count) })])),
      hold: duration,
    });
    const value = schema.decode({ list: ["whole", "own"], record: { a: { slots: 40 }, b: "off" }, hold: "30s" });
    expect(scaled(schema, value, 10)).toEqual({
      list: [
        { kind: "whole", limit: 5 },
        { kind: "own", limit: 50 },
      ],
      record: { a: { slots: 4 }, b: "off" },
      hold: 30,
    });
    expect(sizesOf(schema, value).map(({ path, extent, full }) => [path.join("."), extent, full])).toEqual([
      ["list.0.limit", "per system", 50],
      ["record.a.slots", "servers", 40],
    ]);
  });

  test("is the same value, not a copy, at full size", () => {
    const value = { it: 120 };
    expect(scaled(z.object({ it: perSystem(count) }), value, 1)).toBe(value);
  });

  test("without a mark is a mistake of ours", () => {
    expect(() => tenth(count, 5)).toThrow("option it does not say how it goes with the scale");
  });

  test("shares its schema with others, which have marks of their own", () => {
    const schema = z.strictObject({ nodes: each(count), slots: servers(count) });
    expect(scaled(schema, { nodes: 20, slots: 20 }, 10)).toEqual({ nodes: 20, slots: 2 });
  });
});

describe("every number of a scenario", () => {
  test("says how it goes with the scale", () => {
    expect(unmarkedIn(scenarioSchema)).toEqual([]);
  });

  test("else it is named: one that is planted deep inside", () => {
    const planted = choice({
      name: "planted",
      summary: "a policy with a count that nobody thought of",
      options: z.strictObject({ depth: z.number().int().default(5), wait: positive(duration).prefault("1s") }),
      create: () => 0,
    });
    const schema = z.strictObject({
      parts: z.array(new Catalogue("part", [planted]).schema("kind").prefault("planted")),
    });
    expect(unmarkedIn(schema)).toEqual(["parts.*.depth"]);
  });

  test.each([
    ["auth.workers", "servers"],
    ["intake.api.queue", "per system"],
    ["storage.reads.scans", "per system"],
    ["storage.detail.concurrentWrites", "servers"],
    ["monitoring.tickets.threshold", "threshold"],
    ["auth.nested.probability", "each"],
  ])("is found by its path: %s", (path, extent) => {
    expect(optionAt(scenarioSchema, path.split("."))?.mark.extent).toBe(extent);
  });
});

/** What a choice cannot do without, as a scenario writes it. */
const required: Readonly<Record<string, object>> = {
  "arrivals trace": { times: ["1s", "2s"] },
  "attacks volumetric": { bandwidth: "60GB/s" },
  "attacks syn-flood": { packets: "2M/s" },
  "attacks layer-7": { requests: "1000/s" },
  "attacks slow": { connections: "50/s" },
  "strikes plan": { stalls: [{ node: 3, for: "60s" }] },
  "operations set": { values: { "auth.workers": 8 } },
  "operations rollback": { of: "release" },
  "operations node-down": { node: 3 },
  "operations attack": { traffic: { kind: "volumetric", bandwidth: "60GB/s" } },
  "operations failover": { from: ["a"] },
  "operations scale": { by: 2 },
  "operations deploy": { adds: { caller: "web", rate: "20/s" } },
};

/** Of the choices by option: what scale 10 makes of them, where it is another value. */
const divided: Readonly<Record<string, Record<string, number>>> = {
  "guards budget": { burst: 1 },
  "guards breaker": { calls: 2 },
  "admission bound": { limit: 50 },
  "admission policer": { rate: 10, burst: 10 },
  "admission shaper": { rate: 10, burst: 10 },
  "admission vegas": { initial: 2, most: 100 },
  "admission gradient2": { initial: 2, least: 2, most: 20 },
  "admission dagor": { clients: 200 },
  "attacks volumetric": { bandwidth: 6e9 },
  "attacks syn-flood": { packets: 200_000 },
  "attacks layer-7": { requests: 100 },
  "attacks slow": { connections: 5 },
  "compaction leveled": { tableSize: 16e6 },
  "compaction size-tiered": { minSSTableSize: 0 },
  "operations attack": { "traffic.bandwidth": 6e9 },
  "operations deploy": { "adds.rate": 2 },
};

describe.each(Object.entries(catalogues))("the choices of %s", (topic, catalogue) => {
  const choices: readonly Pick<Choice<Options, unknown>, "name" | "options">[] = catalogue.choices;

  test.each(choices.map((one) => [one.name, one] as const))("%s: every number says how it goes", (_, { options }) => {
    expect(catalogue.extent === "each" ? [] : unmarkedIn(options)).toEqual([]);
  });

  const byOption = catalogue.extent === "each" ? [] : choices;
  test.each(byOption.map((one) => [one.name, one] as const))("%s is scaled", (name, { options }) => {
    const key = `${topic} ${name}`;
    const common = topic === "operations" ? { name: "it", at: "1h" } : {};
    const value = options.decode({ ...common, ...required[key] } as never);
    const sizes = sizesOf(options, value).filter(({ extent }) => extent !== "fixed");
    expect(Object.fromEntries(sizes.map((one) => [one.path.join("."), one.at(10)]))).toEqual(divided[key] ?? {});
    expect(scaled(options, value, 1)).toBe(value);
  });
});
