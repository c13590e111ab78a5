/** Well-known failures: each meets its published or closed-form expectation, and so do its counterfactuals. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { tempfail } from "../cli/program.js";
import { broken, runShipped } from "./shipped.js";

const directory = fileURLToPath(new URL("../../scenarios/classics", import.meta.url));
const names = readdirSync(directory).map((file) => `classics/${file.replace(/\.yaml$/, "")}`);

test("there are at least ten", () => {
  expect(names.length).toBeGreaterThanOrEqual(10);
});

test.each(names)("%s", async (name) => {
  const { scenario } = loadScenario(name, scenarioSchema);
  expect(scenario.question).toMatch(/\?$/);
  for (const seed of [1, 2]) expect(broken(await runShipped(name, seed))).toEqual([]);
  if (scenario.counterfactuals.length === 0) return;
  const { code, stdout } = await tempfail(["whatif", name]);
  expect({ name, code, stdout: code === 0 ? "" : stdout }).toEqual({ name, code: 0, stdout: "" });
});
