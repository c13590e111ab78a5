import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Catalogue } from "../../src/schema/catalogue.js";
import { choice } from "../../src/schema/choice.js";
import { duration, positive } from "../../src/schema/quantity.js";
import { ScenarioError } from "../../src/schema/scenario-error.js";

const fixed = choice({
  name: "fixed",
  summary: "the same wait every time",
  options: z.strictObject({ wait: positive(duration).prefault("5min"), times: z.number().int().default(3) }),
  create: ({ wait, times }, greeting: string) => `${greeting}: ${wait} s, ${times} times`,
});
// An option may have the name of a choice for its value.
const named = choice({
  name: "named",
  summary: "has an option that looks like a choice",
  options: z.strictObject({ like: z.string().default("fixed") }),
  create: ({ like }, greeting: string) => `${greeting}: like ${like}`,
});
const waits = new Catalogue<string, [greeting: string]>("wait", [fixed, named]);
const schema = waits.schema("profile");

describe("a catalogue's schema", () => {
  test("accepts a name alone, or a map with the name and options", () => {
    expect(z.decode(schema, "fixed")).toEqual({ profile: "fixed", wait: 300, times: 3 });
    expect(z.decode(schema, { profile: "fixed", wait: "10s" })).toEqual({ profile: "fixed", wait: 10, times: 3 });
  });

  test("writes a choice back with its name first, every option in the notation of the file", () => {
    const written = z.encode(schema, { profile: "fixed", wait: 0.0011, times: 3 });
    expect(JSON.stringify(written)).toBe('{"profile":"fixed","wait":"1100us","times":3}');
    expect(z.decode(schema, written)).toEqual({ profile: "fixed", wait: 0.0011, times: 3 });
  });

  test.each([
    ["fixd", [], 'unknown wait "fixd", expected one of fixed, named; did you mean fixed?'],
    [{ profile: "fixd" }, ["profile"], 'unknown wait "fixd", expected one of fixed, named; did you mean fixed?'],
    [{ wait: "1s" }, ["profile"], "missing wait, expected one of fixed, named"],
    [{ profile: 5 }, ["profile"], "5 is no wait, expected one of fixed, named"],
    [5, [], "5 is no wait, expected one of fixed, named"],
  ])("refuses %o", (written, path, message) => {
    expect(schema.safeParse(written).error?.issues).toMatchObject([{ path, message }]);
  });

  test("refuses the options of another choice", () => {
    const issues = schema.safeParse({ profile: "named", wait: "1s" }).error?.issues;
    expect(issues).toMatchObject([{ code: "unrecognized_keys", keys: ["wait"] }]);
  });

  test("tells editors the names, and the options of each", () => {
    const shape = z.toJSONSchema(z.strictObject({ retry: schema.prefault("fixed") }), {
      io: "input",
      target: "draft-7",
    });
    expect(shape).toMatchObject({
      properties: {
        retry: {
          default: "fixed",
          anyOf: [
            { enum: ["fixed", "named"] },
            { title: "fixed", properties: { profile: { const: "fixed" }, wait: { default: "5min" } } },
            { title: "named", additionalProperties: false },
          ],
        },
      },
    });
  });
});

describe("a catalogue", () => {
  test("builds what a schema has parsed, with the context handed in", () => {
    expect(waits.make(z.decode(schema, "fixed"), "wait")).toBe("wait: 300 s, 3 times");
    expect(waits.make(z.decode(schema, { profile: "named" }), "wait")).toBe("wait: like fixed");
  });

  test("builds by name from options as they are written", () => {
    expect(waits.create("fixed", { wait: "1s" }, "wait")).toBe("wait: 1 s, 3 times");
    expect(() => waits.create("fixd", {}, "wait")).toThrow(ScenarioError);
    expect(() => waits.create("fixed", { wiat: "1s" }, "wait")).toThrow(/wiat/);
  });

  test("refuses two choices of one name", () => {
    expect(() => new Catalogue<string, [string]>("wait", [fixed, fixed])).toThrow(/same name/);
  });

  test("refuses what is none of its own", () => {
    expect(() => waits.make({ profile: "nothing" }, "wait")).toThrow(/no wait/);
  });
});
