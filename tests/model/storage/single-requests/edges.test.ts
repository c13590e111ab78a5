/** Where a window begins and ends, what is under way changes its form and nothing else. */
import { describe, expect, test } from "vitest";
import { storageMetrics } from "../../../../src/model/storage/metrics.js";
import type { StorageCluster } from "../../../../src/model/storage/storage-cluster.js";
import { Driver, may2016, may2016Load } from "../driver.js";

const calm = (detail: object | undefined, scans: string) =>
  new Driver({ ...may2016, reads: { ...may2016.reads, scans }, ...(detail && { detail }) }, may2016Load, 4);

describe("a window that begins and ends in calm", () => {
  const window = { from: "60s", for: "60s" };

  test("stores the same writes, and leaves what comes after it as it was, draw for draw", () => {
    const [without, within] = [calm(undefined, "60/s"), calm(window, "60/s")].map((driver) => driver.run(300));
    expect(within?.outcomes).toEqual(without?.outcomes);
    const later = (driver: Driver | undefined) =>
      driver?.meter.recording().tally(storageMetrics.writeLatency, 121, 300);
    expect(later(within)?.count).toBe(later(without)?.count);
    expect(later(within)?.sum).toBeCloseTo(later(without)?.sum ?? 0, 9);
  });

  test("sends as many scans, up to chance", () => {
    const [without, within] = [calm(undefined, "60/s"), calm(window, "60/s")].map(
      (driver) => driver.run(300).cluster.instruments.reads.total,
    );
    expect(Math.abs((within ?? 0) - (without ?? 0))).toBeLessThan(3 * Math.sqrt(60 * 6 * 60) + 1);
  });

  test("loses no message read", () => {
    const driver = calm(window, "0/s").run(285);
    const asked = driver.outcomes.stored;
    expect(driver.run(300).cluster.instruments.reads.total).toBeGreaterThanOrEqual(asked - 1);
    expect(driver.cluster.instruments.reads.total).toBeLessThanOrEqual(driver.outcomes.stored);
  });
});

describe("a window that begins and ends in a stall", () => {
  const strikes = { pattern: "plan", stalls: [2, 3].map((node) => ({ node, for: "1h" })) };
  const moment = 1e-9;
  const driver = new Driver(
    { ...may2016, memtable: { flushSize: "8MB" }, detail: { from: "220s", for: "30s" } },
    may2016Load,
    4,
  ).bug(0, Number.POSITIVE_INFINITY, { strikes });

  /**
   * What waits, whichever form it has now: disk work of reads in MB at the sick nodes, and requests at coordinators.
   */
  function waiting({ nodes, coordinators, window }: StorageCluster) {
    for (const { reads } of nodes) reads.measure();
    const work = nodes.map(({ index, reads }) =>
      window?.open ? (window.reads.replicas.stages[index]?.work ?? 0) : reads.backlog,
    );
    return {
      work: ((work[1] ?? 0) + (work[2] ?? 0)) / 1e6,
      queued: coordinators.map(({ queued }) => queued),
      busy: coordinators.map(({ busy }) => busy),
    };
  }

  test.each([
    ["begins", 220],
    ["ends", 250],
  ])("has as much waiting after it %s as before", (_, time) => {
    const before = waiting(driver.run(time - moment).cluster);
    const after = waiting(driver.run(time).cluster);
    expect(before.work).toBeGreaterThan(300);
    expect(Math.abs(after.work / before.work - 1)).toBeLessThan(0.02);
    for (const [index, queued] of before.queued.entries()) {
      expect(Math.abs((after.queued[index] ?? 0) - queued)).toBeLessThanOrEqual(4);
      expect(after.busy[index]).toBeCloseTo(before.busy[index] ?? 0, 1);
    }
  });

  test("balances the books afterwards, with no copy left on its way", () => {
    driver.run(280);
    expect(driver.cluster.window?.mutations.waiting).toBe(0);
    for (const { name, left, right, tolerance } of driver.cluster.laws())
      expect(Math.abs(left - right), `${name}: ${left} against ${right}`).toBeLessThanOrEqual(tolerance);
  });
});
