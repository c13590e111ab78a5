/** The report of a bug of ours names the command that repeats it. */
import { expect, test } from "vitest";
import { errorText } from "../../src/cli/running/error-text.js";
import { RunFailure } from "../../src/cli/running/run-failure.js";

test.each([
  {
    words: ["replay", "./our.yaml", "--seeds", "20", "--set", "auth.callers[*].retries=0", "-o", "here"],
    command: "tempfail replay ./our.yaml --set 'auth.callers[*].retries=0' --seed 7",
  },
  {
    words: ["run", "mm1", "--seed=3", "--patch", "own file.yaml"],
    command: "tempfail run mm1 --patch 'own file.yaml' --seed 7",
  },
  { words: ["whatif", "mm1", "--without", "f", "--seeds=4"], command: "tempfail whatif mm1 --without f --seed 7" },
])("after $words: the same file and changes, and the seed that failed", ({ words, command }) => {
  const failure = RunFailure.of(new Error("a law is broken"), { scenario: "our", seed: 7, at: 12 });
  const { text, code } = errorText(failure, words);
  expect(code).toBe(70);
  expect(text.split("\n")).toContain(`  repeat with: ${command}`);
});
