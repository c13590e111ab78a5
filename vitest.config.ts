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
      // The files of a worker share its modules: loading them anew for each file takes a minute and a half of processor.
      { extends: true, test: { name: "parts", include: ["tests/**/*.test.ts"], exclude: program, isolate: false } },
      { extends: true, test: { name: "program", include: program, globalSetup: ["tests/cli/build.ts"] } },
    ],
  },
});
