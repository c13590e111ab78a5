/** The predictions for a single node with default figures, no deletes and no message reads, within 20 %. */
import { describe, expect, test } from "vitest";
import { Driver } from "./driver.js";

const hour = 3600;
/** Coordinator threads without end: the reference model has none. */
const node = {
  nodes: 1,
  replication: 1,
  consistency: "one",
  purge: "off",
  coordinator: { threads: 1_000_000, queue: 1_000_000 },
};
const load = { rate: 15, bytes: 500_000 };

/** SSTables every 10 s, and the reads' share of their demand. */
function watch(hours: number, mode?: string, stalled = 0, seed = 1) {
  const driver = new Driver(node, load, seed);
  const stalls = [{ node: 1, for: `${stalled}h` }];
  if (mode) driver.bug(hour, hour * (1 + stalled), { mode, strikes: { pattern: "plan", stalls } });
  const sstables: number[] = [];
  const granted: number[] = [];
  for (let time = 10; time <= hours * hour; time += 10) {
    driver.run(time);
    for (const { sstables: tables, reads } of driver.cluster.nodes) {
      sstables.push(tables.length);
      granted.push(reads.granted);
    }
  }
  return { driver, sstables, granted };
}

function within(value: number, low: number, high: number): void {
  expect(value).toBeGreaterThanOrEqual(low * 0.8);
  expect(value).toBeLessThanOrEqual(high * 1.2);
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe("a node with default figures", () => {
  test("keeps 4 to 15 SSTables in its first 4 h and at most 28 over 8 h", () => {
    const { sstables } = watch(8);
    within(Math.max(...sstables.slice(0, 1440)), 15, 15);
    expect(Math.max(...sstables)).toBeLessThanOrEqual(28 * 1.2);
  });

  test("has one peak of 84 to 95 SSTables near 22.8 h, and rewrites each byte 5.3 times in 24 h", () => {
    const { sstables, driver } = watch(24);
    const peak = Math.max(...sstables);
    within(peak, 84, 95);
    within(sstables.indexOf(peak) / 360, 22.8, 22.8);
    for (const { compactor, ingested } of driver.cluster.nodes) within(compactor.written / ingested, 5.3, 5.3);
  });

  test.each([
    ["futile", 1, 217, 234, 115, 0.45, 0.54],
    ["freeze", 1, 226, 243, 145, 0.45, 0.54],
    ["futile", 2, 428, 445, 115, 0.25, 0.25],
    ["freeze", 2, 433, 454, 145, 0.25, 0.25],
  ])(
    "%s for %d h: peak %d to %d SSTables, reads saturate at %d and get %d to %d in the worst moment",
    (mode, stalled, low, high, saturated, worstLow, worstHigh) => {
      const { sstables, granted } = watch(1.5 + stalled, mode, stalled);
      within(Math.max(...sstables), low, high);
      const first = granted.findIndex((share, i) => i > 360 && share < 0.99);
      within(sstables[first] ?? 0, saturated, saturated);
      within((first - 360) / 6, 30, 37);
      within(Math.min(...granted), worstLow, worstHigh);
    },
  );

  test.each([
    [1, 30, 35],
    [2, 115, 120],
  ])(
    "after %d h of stall it is back at its healthy maximum within %d to %d min of the fix, looked at every 5 min",
    (stalled, low, high) => {
      const times = [1, 2, 3].flatMap((seed) =>
        ["futile", "freeze"].map((mode) => {
          const healed = watch(3.75 + 1.25 * stalled, mode, stalled, seed).sstables.slice(360 * (1 + stalled) - 1);
          return 5 * healed.filter((_, i) => i % 30 === 0).findIndex((tables) => tables <= 28);
        }),
      );
      within(median(times), low, high);
    },
  );
});
