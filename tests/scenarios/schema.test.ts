/** The committed JSON Schema, to which the first line of every shipped scenario points. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { jsonSchema } from "../../src/scenario/json-schema.js";

const directory = fileURLToPath(new URL("../../scenarios/", import.meta.url));

test("scenarios/schema.json is what `tempfail schema` prints (npx tempfail schema > scenarios/schema.json)", () => {
  const committed = readFileSync(`${directory}schema.json`, "utf8");
  expect(committed === `${JSON.stringify(jsonSchema(), null, 2)}\n`).toBe(true);
});

test("every shipped scenario opens with the schema and asks one question", () => {
  const files = readdirSync(directory).filter((name) => name.endsWith(".yaml"));
  expect(files.length).toBeGreaterThanOrEqual(10);
  for (const file of files) {
    const text = readFileSync(directory + file, "utf8");
    expect(text.split("\n")[0], file).toBe("# yaml-language-server: $schema=./schema.json");
    expect(text, file).toMatch(/^question: .*\?$/m);
    expect(text, file).toContain(`\nname: ${file.replace(/\.yaml$/, "")}\n`);
  }
});
