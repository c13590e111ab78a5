/** What every choice of every catalogue keeps, the next one included, the day it is listed. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { arrivalProcesses } from "../../src/engine/arrival/index.js";
import { catalogues } from "../../src/model/catalogues.js";
import { reportFormats } from "../../src/report/index.js";
import type { Choice, Options } from "../../src/schema/choice.js";

type AnyChoice = Choice<Options, unknown, never>;

const all = Object.entries({ ...catalogues, "arrival processes": arrivalProcesses }).flatMap(([topic, catalogue]) =>
  (catalogue.choices as readonly AnyChoice[]).map((one) => [topic, one.name, one] as const),
);

describe.each(all)("%s: %s", (_topic, name, { options, summary }) => {
  test("has a kebab-case name and a summary of one line that is no sentence", () => {
    expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(summary).toMatch(/^\S.*[^.\s]$/);
  });

  test("rejects an option that it does not know, and says which", () => {
    const found = options.safeParse({ optoin: 1 }).error?.issues.find(({ code }) => code === "unrecognized_keys");
    expect(found).toMatchObject({ keys: ["optoin"] });
  });

  test("is described to editors, each of its options by its own name", () => {
    const shape = z.toJSONSchema(options, { io: "input", target: "draft-7" });
    expect(Object.keys(shape.properties ?? {}).sort()).toEqual(Object.keys(options.shape).sort());
    for (const key of Object.keys(options.shape)) expect(key).toMatch(/^[a-z][a-zA-Z0-9]*$/);
  });

  test("reads its own defaults back the same, where it can do with defaults alone", () => {
    const parsed = options.safeDecode({});
    if (!parsed.success) {
      expect(parsed.error.issues.every(({ message }) => message !== "")).toBe(true);
      return;
    }
    expect(options.decode(options.encode(parsed.data))).toEqual(parsed.data);
  });
});

test.each(Object.entries({ ...catalogues, formats: { choices: reportFormats } }))(
  "no two choices of %s say the same of themselves",
  (_, { choices }) => {
    expect(new Set(choices.map(({ summary }) => summary)).size).toBe(choices.length);
    expect(choices.length).toBeGreaterThan(1);
  },
);
