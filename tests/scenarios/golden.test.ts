/** Every shipped scenario has its golden file, each that also runs shortened a second one, and none is left over. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { horizons } from "./examples.js";
import { goldenFolder } from "./shipped.js";

const scenarios = fileURLToPath(new URL("../../scenarios/", import.meta.url));

test("tests/golden/ holds one file for each shipped scenario", () => {
  const shipped = readdirSync(scenarios, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.replaceAll("/", ".").replace(/\.yaml$/, ".txt"));
  expect(readdirSync(goldenFolder).toSorted()).toEqual([...shipped, "shortened"].toSorted());
  const shortened = Object.keys(horizons).map((name) => `${name}.txt`);
  expect(readdirSync(`${goldenFolder}shortened`).toSorted()).toEqual(shortened.toSorted());
});
