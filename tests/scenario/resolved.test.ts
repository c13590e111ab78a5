import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { jsonSchema } from "../../src/scenario/json-schema.js";
import { loadScenario } from "../../src/scenario/load.js";
import { provenanceCounts, resolvedYaml, scenarioHash } from "../../src/scenario/resolved.js";
import { type Scenario, scenarioSchema } from "../../src/scenario/schema.js";
import { shippedNames } from "../../src/scenario/shipped.js";
import { duration, fraction, rate } from "../../src/schema/quantity.js";
import { wholeScenario } from "./broken-inputs.js";

/** The scenario that its own resolved file says. */
function reloaded(scenario: Scenario) {
  return loadScenario({ name: "scenario.resolved.yaml", text: resolvedYaml(scenario) }, scenarioSchema);
}

describe("a resolved scenario", () => {
  const { scenario, counts } = loadScenario(wholeScenario, scenarioSchema);

  test("reads back as the same scenario and writes the same text", () => {
    expect(reloaded(scenario).scenario).toEqual(scenario);
    expect(resolvedYaml(reloaded(scenario).scenario)).toBe(resolvedYaml(scenario));
  });

  test("keeps the labels, and the defaults as defaults", () => {
    expect(reloaded(scenario).counts).toEqual(counts);
    expect(provenanceCounts(scenario)).toEqual(counts);
    expect(counts).toMatchObject({ stated: 2, calibrated: 1 });
  });

  test("needs no other file", () => {
    expect(scenario).not.toHaveProperty("extends");
  });

  test("is named by the hash of its text", () => {
    expect(scenarioHash(scenario)).toBe(createHash("sha256").update(resolvedYaml(scenario)).digest("hex"));
  });

  test.each(shippedNames())("of %s reads back the same", (name) => {
    const shipped = loadScenario(name, scenarioSchema);
    expect(reloaded(shipped.scenario).scenario).toEqual(shipped.scenario);
    expect(resolvedYaml(reloaded(shipped.scenario).scenario)).toBe(resolvedYaml(shipped.scenario));
    expect(reloaded(shipped.scenario).counts).toEqual(shipped.counts);
  });

  test("survives whatever numbers it holds, bit for bit", () => {
    const amount = fc.double({ min: 1e-300, max: 1e15, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs);
    fc.assert(
      fc.property(amount, amount, share, amount, (perSecond, seconds, part, scale) => {
        const text = [
          "version: 1",
          "name: odd",
          `clock: { duration: ${z.encode(duration, seconds)}, bucket: ${z.encode(duration, seconds)}, scale: ${scale} }`,
          `senders: [{ name: a, rate: "${z.encode(rate, perSecond)}" }]`,
          `delivery: { deferred: ${z.encode(fraction, part)} }`,
          "",
        ].join("\n");
        const odd = loadScenario({ name: "odd.yaml", text }, scenarioSchema).scenario;
        expect(odd).toMatchObject({
          clock: { duration: seconds, scale },
          senders: [{ rate: perSecond }],
          delivery: { deferred: part },
        });
        expect(reloaded(odd).scenario).toEqual(odd);
        expect(resolvedYaml(reloaded(odd).scenario)).toBe(resolvedYaml(odd));
      }),
      { numRuns: 50 },
    );
  });
});

describe("the JSON Schema", () => {
  const schema = jsonSchema();

  test("describes every top-level key, refuses others, and gives quantities a pattern", () => {
    const written = readFileSync(wholeScenario, "utf8").match(/^\w+(?=:)/gm) ?? [];
    expect(Object.keys(schema.properties as object)).toEqual(expect.arrayContaining(written));
    expect(schema).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      additionalProperties: false,
      required: ["version", "name"],
      properties: {
        clock: { properties: { duration: { type: "string", default: "1h", pattern: expect.any(String) } } },
      },
    });
  });

  test("refers only to definitions that it holds", () => {
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(0);
    for (const name of references) expect(schema.definitions).toHaveProperty([name ?? ""]);
  });
});
