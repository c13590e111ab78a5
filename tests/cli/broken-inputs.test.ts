/** Bad input through the command line: exit 2 with place, cause and cure, and never a stack trace. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type BrokenInput, brokenDirectory, brokenInputs, pathOf } from "../scenario/broken-inputs.js";
import { say } from "./in-process.js";
import { tempfail } from "./program.js";

const place = mkdtempSync(join(tmpdir(), "tempfail-broken-"));
afterAll(() => rmSync(place, { recursive: true }));

const STACK = /^\s+at .*[:(]/m;

function words(input: BrokenInput): string[] {
  const sets = (input.sets ?? []).flatMap((set) => ["--set", set]);
  const patches = (input.patches ?? []).flatMap((file) => ["--patch", join(brokenDirectory, file)]);
  return [pathOf(input, place), ...sets, ...patches];
}

function expectRefusal(
  input: BrokenInput,
  { code, stdout, stderr }: { code: number | null; stdout: string; stderr: string },
) {
  expect(code, stderr).toBe(2);
  expect(stdout).toBe("");
  const line = stderr.split("\n").find((text) => text.includes(input.cause));
  expect(line, stderr).toContain(input.place);
  expect(line).toContain(input.cure);
  expect(stderr).not.toMatch(STACK);
  expect(stderr).not.toContain("internal error");
}

describe.each(brokenInputs)("$phrase", (input) => {
  test.each(["validate", "replay"])("is refused by %s with exit code 2", async (verb) => {
    expectRefusal(input, await say(verb, ...words(input)));
  });
});

/** One of each kind of failure: quantity, name, contradiction, extends, YAML, file, change. */
const kinds = [
  "a unit that is not ours",
  "NaN",
  "a negative rate",
  "a misspelt key",
  "the same key twice",
  "more replicas than nodes",
  "a cycle",
  "aliases of aliases of aliases",
  "a tower of brackets",
  "a missing file",
  "a directory",
  "a device",
  "a pipe that nobody writes to",
  "a file of 50 MB",
  "a binary file",
  "a setting of an unknown key",
];

test.each(kinds)("the program itself refuses %s, and leaves nothing behind", async (phrase) => {
  const input = brokenInputs.find((one) => one.phrase === phrase);
  if (!input) throw new Error(`no such row: ${phrase}`);
  const cwd = mkdtempSync(join(place, "cwd-"));
  expectRefusal(input, await tempfail(["replay", ...words(input)], { cwd }));
  expect(readdirSync(cwd)).toEqual([]);
});

test("validate tells everything that is wrong with several files, also as JSON", async () => {
  const files = ["negative-rate.yaml", "unknown-key.yaml", "nan.yaml"].map((name) => join(brokenDirectory, name));
  const text = await say("validate", ...files, "mm1");
  expect(text.code).toBe(2);
  expect(text.stdout).toBe("mm1: valid\n");
  for (const file of files) expect(text.stderr).toContain(file.split("/").at(-1));
  const { code, stdout } = await say("validate", ...files, "mm1", "--json");
  expect(code).toBe(2);
  const outcomes = JSON.parse(stdout) as { file: string; valid: boolean; problems: { place?: string }[] }[];
  expect(outcomes.map(({ valid }) => valid)).toEqual([false, false, false, true]);
  expect(outcomes[0]?.problems[0]?.place).toMatch(/negative-rate\.yaml:4:26$/);
});
