/**
 * The shipped scenarios at the top of `scenarios/` but the packs, in groups that run side by side. The three longest run at a
 * tenth of their load in `npm test`, with golden files of their own; `npm run verify -- --only examples` runs them whole.
 */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { broken, runShipped, sumOf } from "./shipped.js";

const directory = fileURLToPath(new URL("../../scenarios", import.meta.url));

/** The names of all scenarios at the top of the folder. */
export const shippedAtTop = readdirSync(directory)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.replace(/\.yaml$/, ""));

/** With test files of their own. */
export const packs = [
  ...["may-2016-cassandra", "may-2016-ddos", "may-2016-timeouts", "may-2016-month", "july-2018-auth"],
  ...["rocksdb-stall", "rocksdb-overload"],
];

/** Controls and fixes of May 2016 that take longest; the fixes and the control without a defect are as telling at a tenth. */
export const longExamples = {
  tenth: ["bounded-intake", "throughput", "healthy"],
  sick: ["one-sick-node"],
  down: ["one-node-down"],
  upgraded: ["two-replicas-upgraded-at-once"],
};

const isWhole = process.env.TEMPFAIL_WHOLE === "1";

/** Whether a scenario has refusals for storage; undefined for one that has no say in it. */
const refusesForStorage: Record<string, boolean | undefined> = {
  healthy: false,
  "one-node-down": false,
  "one-sick-node": false,
  "two-replicas-upgraded-at-once": true,
  throughput: true,
};

/** Declares the test of each example: it meets its expectations, and nothing gets lost between its parts. */
export function testExamples(names: readonly string[]): void {
  test.each(names)("%s meets its expectations, and nothing gets lost between its parts", async (name) => {
    const scale = longExamples.tenth.includes(name) && !isWhole ? 10 : 1;
    const result = await runShipped(name, 1, scale);
    expect(result.scenario.question).toMatch(/\?$/);
    expect(result.expectations.length).toBeGreaterThan(0);
    expect(broken(result)).toEqual([]);
    const expected = refusesForStorage[name];
    if (expected !== undefined) expect(sumOf(result.series.metrics["replies.storage"]?.values) > 0).toBe(expected);
  });
}
