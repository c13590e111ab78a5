import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ReadRetries } from "../../../src/model/storage/coordination/read-retries.js";
import { storageMetrics } from "../../../src/model/storage/metrics.js";
import { Driver } from "./driver.js";

/** One node whose reads all time out: every SSTable costs more than its disk can read in 5 s. */
const stuck = {
  nodes: 1,
  replication: 1,
  consistency: "one",
  purge: "off",
  reads: { scans: "60/s", cost: "2GB" },
  memtable: { flushSize: "1MB" },
};

describe("a coordinator with more requests than threads", () => {
  test("refuses reads and writes alike: each as often as its share of the arrivals says", () => {
    const driver = new Driver(stuck, { rate: 40, bytes: 100_000 }, 1).run(600);
    const { writes, overloaded, reads } = driver.cluster.instruments;
    const before = { writes: writes.total, overloaded: overloaded.total, reads: reads.total };
    driver.run(4200);
    const refusedWrites = (overloaded.total - before.overloaded) / (writes.total - before.writes);
    const refusedReads = 1 - (reads.total - before.reads) / (60 * 3600);
    // Reads hold a thread for 5 s, so 25.6 of 60 per second find one; writes get the same chance.
    expect(refusedReads).toBeCloseTo(1 - 25.6 / 60, 2);
    expect(Math.abs(refusedWrites - refusedReads)).toBeLessThan(0.03);
  });

  test("a queued write waits for those before it, or runs into its deadline: never longer than 2 s", () => {
    const driver = new Driver({ ...stuck, coordinator: { queue: 512 } }, { rate: 40, bytes: 100_000 }, 2).run(900);
    expect(driver.outcomes.timeout).toBeGreaterThan(1000);
    expect(driver.meter.recording().tally(storageMetrics.writeLatency).max).toBeLessThanOrEqual(2.01);
  });

  test("serves reads and writes first come, first served: writes wait about queue length over flow", () => {
    const driver = new Driver({ ...stuck, coordinator: { queue: 32 } }, { rate: 20, bytes: 100_000 }, 3).run(600);
    const latency = driver.meter.recording().tally(storageMetrics.writeLatency, 300, 600);
    // 80 requests per second come, three in four of them reads that hold a thread for 5 s: 128 / (0.75 x 5 s) leave per
    // second.
    expect(latency.quantile(0.5)).toBeGreaterThan(0.9 * (32 / (128 / 3.75)));
    expect(latency.quantile(0.5)).toBeLessThan(1.1 * (32 / (128 / 3.75)));
  });

  test("keeps writes flowing when reads need few threads", () => {
    const driver = new Driver({ ...stuck, reads: { scans: "20/s", cost: "2GB" } }, { rate: 40, bytes: 100_000 }, 4);
    driver.run(900);
    expect(driver.failures).toEqual([]);
    expect(driver.cluster.coordinators[0]?.busy).toBeCloseTo(100 / 128, 2);
  });
});

describe("message reads that failed", () => {
  test("all come back, evenly between the two delays", () => {
    const failure = fc.record({
      wait: fc.double({ min: 0.01, max: 40, noNaN: true }),
      volume: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(failure, { maxLength: 50 }), (failures) => {
        const retries = new ReadRetries(60, 120);
        let now = 0;
        for (const { wait, volume } of failures) {
          now += wait;
          retries.advance(now);
          retries.fail(volume);
          expect(retries.returned).toBeLessThanOrEqual(retries.failed + 1e-6);
        }
        retries.advance(now + 122);
        expect(retries.returned).toBeCloseTo(retries.failed, 6);
      }),
    );
  });

  test("none comes before the first delay, half by the middle", () => {
    const retries = new ReadRetries(60, 120);
    retries.fail(90);
    expect(retries.advance(60)).toBe(0);
    expect(retries.advance(90)).toBeCloseTo(45, 9);
    expect(retries.advance(120)).toBeCloseTo(45, 9);
    expect(retries.advance(500)).toBeCloseTo(0, 9);
  });
});
