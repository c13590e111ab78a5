import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import LongestFirst from "./tests/longest-first.js";

/** Tests that start the program, for which the package is built first. */
const program = ["tests/cli/**/*.test.ts", "tests/docs/transcripts.test.ts", "tests/scenarios/classics.test.ts"];

export default defineConfig({
  test: {
    setupFiles: ["tests/setup.ts"],
    // One more than the processors: the real Postfix mostly waits for its timers, as do the tests of the command line.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ["default", "./tests/plain-reporter.ts"],
    projects: [
      { extends: true, test: { name: "parts", include: ["tests/**/*.test.ts"], exclude: program } },
      { extends: true, test: { name: "program", include: program, globalSetup: ["tests/cli/build.ts"] } },
    ],
  },
});
