import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    // One more than the processors: the real Postfix mostly waits for its timers, as do the tests of the command line.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    reporters: ["default", "./tests/plain-reporter.ts"],
  },
});
