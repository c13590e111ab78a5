/** Ends a test run with one plain line that any CI can read: `N passed, N failed`. */
import type { Reporter, TestModule } from "vitest/node";

export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === "passed").length;
    const broken = modules.filter((module) => module.state() === "failed" && module.errors().length > 0).length;
    const failed = tests.filter((test) => test.result().state === "failed").length + broken + errors.length;
    process.on("exit", () => process.stdout.write(`\n${passed} passed, ${failed} failed\n`));
  }
}
