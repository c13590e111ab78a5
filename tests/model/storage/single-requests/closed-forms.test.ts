/** Single requests against queueing theory: threads, stages, disks and quorums, each alone. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HistogramDeclaration } from "../../../../src/metrics/declaration.js";
import { storageMetrics, windowMetrics } from "../../../../src/model/storage/metrics.js";
import { falsePositives } from "../../../../src/model/storage/single-requests/requests.js";
import type { Window } from "../../../../src/model/storage/single-requests/window.js";
import { Driver } from "../driver.js";

/** The run is one window. */
const detail = { from: "0s", for: "1d" };
const one = {
  nodes: 1,
  replication: 1,
  consistency: "one",
  purge: "off",
  disk: { bandwidth: "400MB/s" },
  reads: { scans: "0/s" },
  detail,
};

function windowOf({ cluster }: Driver): Window {
  if (!cluster.window?.open) throw new Error("no window is open");
  return cluster.window;
}

function meanOf(driver: Driver, histogram: HistogramDeclaration): number {
  const { sum, count } = driver.meter.recording().tally(histogram);
  return sum / count;
}

describe("a coordinator's threads, against Little's law", () => {
  test("A9: reads that all time out hold 128 threads for 5 s each: 25.6 a second", () => {
    const stuck = { ...one, reads: { scans: "100/s", cost: "2GB" }, memtable: { flushSize: "1MB" } };
    const driver = new Driver(stuck, { rate: 1, bytes: 1_100_000 }, 7).run(120);
    const { counts } = windowOf(driver).reads;
    const before = { ...counts };
    driver.run(320);
    expect(windowOf(driver).queues[0]?.busy).toBe(1);
    expect(counts.answered).toBe(before.answered);
    expect(Math.abs((counts.timedOut - before.timedOut) / 200 / 25.6 - 1)).toBeLessThan(0.01);
  });

  test("A9: writes that are never answered hold 128 threads for 2 s each: 64 a second", () => {
    const full = {
      disk: { bandwidth: "1B/s" },
      memtable: { flushSize: "1MB", pool: "1MB" },
      coordinator: { queue: 1 },
    };
    const driver = new Driver({ ...one, ...full }, { rate: 200, bytes: 10_000 }, 8).run(60);
    const before = driver.outcomes.timeout;
    driver.run(160);
    expect(Math.abs((driver.outcomes.timeout - before) / 100 / 64 - 1)).toBeLessThan(0.01);
    // All 32 mutation threads are stuck with the first writes; those behind are dropped when a thread looks at them.
    expect(windowOf(driver).mutations.stages[0]?.busy.count).toBe(32);
  });
});

describe("a mutation stage, against M/M/c", () => {
  const [rate, time, threads] = [288, 0.1, 32];
  const driver = new Driver({ ...one, replica: { cpu: "100ms" } }, { rate, bytes: 10 }, 3).run(900);
  const stage = windowOf(driver).mutations.stages[0];
  const { now } = driver.calendar;
  const present = (stage?.present.integral(now) ?? 0) / now;
  const busy = (stage?.busy.integral(now) ?? 0) / now;

  test("holds as many writes as come in the time that each of them takes", () => {
    const came = driver.cluster.instruments.writes.total / now;
    expect(present / (came * (meanOf(driver, storageMetrics.writeLatency) - 0.0005))).toBeCloseTo(1, 3);
    expect(busy / (came * time)).toBeCloseTo(1, 2);
  });

  test("has the line of Erlang's second formula", () => {
    const load = rate * time;
    let blocking = 1;
    for (let n = 1; n <= threads; n++) blocking = (load * blocking) / (n + load * blocking);
    const waiting = blocking / (1 - (load / threads) * (1 - blocking));
    const line = (waiting * load) / (threads - load);
    expect(Math.abs((present - busy) / line - 1)).toBeLessThan(0.15);
  });
});

describe("a read stage whose disk has nothing else to do", () => {
  /** Three SSTables; scans of 15 ms each, 40 a second: the disk is busy 0.6 of the time. */
  function meanLatency(concurrency: number): number {
    const reads = { scans: "40/s", cost: "1MB", concurrency };
    const disk = { bandwidth: "200MB/s" };
    const driver = new Driver({ ...one, disk, reads, memtable: { flushSize: "1MB" } }, { rate: 0, bytes: 1 }, 11);
    for (const time of [1, 2, 3])
      driver.at(time, `write ${time}`, (cluster) => cluster.write(1_100_000, { written: () => {} }, 0));
    driver.run(1200);
    const { sum, count } = driver.meter.recording().tally(windowMetrics.readsLatency, 60, 1200);
    return sum / count - 0.0005;
  }

  test("one at a time: M/D/1, s + rho s / (2 (1 - rho))", () => {
    expect(Math.abs(meanLatency(1) / (0.015 + (0.6 * 0.015) / 0.8) - 1)).toBeLessThan(0.03);
  });

  test("32 at a time: they share the disk, s / (1 - rho), whatever the distribution of s", () => {
    expect(Math.abs(meanLatency(32) / (0.015 / 0.4) - 1)).toBeLessThan(0.05);
  });
});

test("a calm quorum answers after the network and the second of three exponential CPU times: 5/6 of their mean", () => {
  const driver = new Driver({ detail }, { rate: 500, bytes: 10 }).run(200);
  expect(meanOf(driver, storageMetrics.writeLatency)).toBeCloseTo(0.0005 + (0.0003 * 5) / 6, 5);
});

test.each([
  [false, "goes on for nobody"],
  [true, "leaves the disk"],
])("with abortExpired %s, a read past its timeout %s", (abortExpired) => {
  // Four at a time get 100 MB/s each and need 600 MB or more.
  const reads = { scans: "30/s", cost: "600MB", abortExpired, concurrency: 4 };
  const driver = new Driver({ ...one, reads, memtable: { flushSize: "1MB" } }, { rate: 1, bytes: 1_100_000 }, 5);
  const parts = windowOf(driver.run(30)).reads.replicas.counts;
  const before = parts.served;
  driver.run(230);
  if (abortExpired) expect(parts.served).toBe(before);
  else expect(parts.served - before).toBeGreaterThan(4);
});

test("bloom filters err as often as their chance says, by one uniform draw each", () => {
  const chances = fc.record({
    others: fc.integer({ min: 0, max: 300 }),
    chance: fc.constantFrom(0, 0.01, 0.3, 0.7, 1),
  });
  fc.assert(
    fc.property(chances, ({ others, chance }) => {
      const draws = 4000;
      let [sum, most] = [0, 0];
      for (let i = 0; i < draws; i++) {
        const count = falsePositives((i + 0.5) / draws, others, chance);
        sum += count;
        most = Math.max(most, count);
      }
      expect(most).toBeLessThanOrEqual(others);
      expect(Math.abs(sum / draws - others * chance)).toBeLessThan(0.01 + 0.002 * others * chance);
    }),
    { numRuns: 20 },
  );
});
