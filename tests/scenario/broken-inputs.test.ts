import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { ScenarioError } from "../../src/schema/scenario-error.js";
import { brokenDirectory, brokenInputs, pathOf } from "./broken-inputs.js";

const scratch = mkdtempSync(join(tmpdir(), "tempfail-broken-"));
afterAll(() => rmSync(scratch, { recursive: true }));

describe.each(brokenInputs)("$phrase", (input) => {
  test("is refused with its place, cause and cure", () => {
    const patches = (input.patches ?? []).map((file) => join(brokenDirectory, file));
    const problems = problemsOf(() =>
      loadScenario(pathOf(input, scratch), scenarioSchema, { sets: input.sets ?? [], patches }),
    );
    const line = problems.find((text) => text.includes(input.cause));
    expect(line, problems.join("\n")).toBeDefined();
    expect(line).toContain(`${input.place}`);
    expect(line).toContain(input.cure);
  });
});

test("there are at least forty ways to be wrong", () => {
  expect(brokenInputs.length).toBeGreaterThanOrEqual(40);
  expect(new Set(brokenInputs.map(({ phrase }) => phrase)).size).toBe(brokenInputs.length);
});

/** The lines of the error that the call ends with. */
function problemsOf(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split("\n");
    throw error;
  }
  return ["no error"];
}
