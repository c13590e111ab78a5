/**
 * The shipped scenarios at the top of `scenarios/` but the packs, in groups that run side by side. The four longest
 * run until 10:45 in `npm test`, with golden files of their own; `npm run verify -- --only examples` runs them whole.
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

/**
 * Controls and fixes of May 2016 that take long, and how much of them `npm test` runs: the first stall and its
 * refusals. What they expect of a later time is judged when they run whole.
 */
export const horizons: Readonly<Record<string, string>> = {
  "bounded-intake": "2h45min",
  throughput: "2h45min",
  healthy: "2h",
  "one-sick-node": "2h45min",
};

/** Each group is a test file. */
export const longExamples = {
  shortened: ["bounded-intake", "throughput", "healthy"],
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
    const horizon = isWhole ? undefined : horizons[name];
    const result = await runShipped(name, 1, horizon);
    expect(result.scenario.question).toMatch(/\?$/);
    const { expectations } = result;
    const judged = horizon === undefined ? expectations : expectations.filter(({ observed }) => observed !== null);
    expect(judged.length).toBeGreaterThan(0);
    expect(broken({ ...result, expectations: judged })).toEqual([]);
    const expected = refusesForStorage[name];
    if (expected !== undefined) expect(sumOf(result.series.metrics["replies.storage"]?.values) > 0).toBe(expected);
  });
}
