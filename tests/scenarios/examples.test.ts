/** Every shipped scenario but the packs with tests of their own, once: controls, fixes and examples meet their expectations. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { broken, runShipped, sumOf } from "./shipped.js";

const directory = fileURLToPath(new URL("../../scenarios", import.meta.url));
const all = readdirSync(directory)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.replace(/\.yaml$/, ""));
const packs = ["may-2016-cassandra", "july-2018-auth", "may-2016-ddos", "may-2016-timeouts", "may-2016-month"];
/** With tests of their own in rocksdb.test.ts. */
const measured = ["rocksdb-stall", "rocksdb-overload"];

/** Whether a scenario has refusals for storage; undefined for one that has no say in it. */
const refusesForStorage: Record<string, boolean | undefined> = {
  healthy: false,
  "one-node-down": false,
  "one-sick-node": false,
  "two-replicas-upgraded-at-once": true,
  throughput: true,
};

test("the folder holds the pack, its controls, its fixes and the examples", () => {
  const named = ["healthy", "one-node-down", "two-replicas-upgraded-at-once", "throughput", "bounded-intake"];
  const examples = ["mm1", "postfix-smarthost", "retry-storm", "diurnal-day"];
  expect(all).toEqual(expect.arrayContaining([...packs, ...named, ...examples]));
});

test.each(all.filter((name) => ![...packs, ...measured].includes(name)))(
  "%s meets its expectations, and nothing gets lost between its parts",
  async (name) => {
    const result = await runShipped(name);
    expect(result.scenario.question).toMatch(/\?$/);
    expect(result.expectations.length).toBeGreaterThan(0);
    expect(broken(result)).toEqual([]);
    const expected = refusesForStorage[name];
    if (expected !== undefined) expect(sumOf(result.series.metrics["replies.storage"]?.values) > 0).toBe(expected);
  },
);
