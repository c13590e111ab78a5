import { describe, expect, test } from "vitest";
import type { StorageNode } from "../../../src/model/storage/node/node.js";
import { Driver } from "./driver.js";

const megabyte = 1e6;
/** One node that keeps everything, with a disk that never is the limit and no reads: the write side alone. */
const writeSide = {
  nodes: 1,
  replication: 1,
  consistency: "one",
  purge: "off",
  disk: { bandwidth: "400MB/s" },
  reads: { scans: "0/s" },
};

function nodeOf(driver: Driver): StorageNode {
  const [node] = driver.cluster.nodes;
  if (!node) throw new Error("a cluster without nodes");
  return node;
}

/** Megabytes per second in writes of 250 kB. */
const megabytesIn = (perSecond: number) => ({ rate: perSecond * 4, bytes: 250_000 });
const stall = (seconds: number, mode: object | string = "freeze") => ({
  mode,
  strikes: { pattern: "plan", stalls: [{ node: 1, for: `${seconds}s` }] },
});

describe("the write side of a node, against closed forms", () => {
  test("A2, A3: utilisation C U = lambda (2 + 2 WA), and WA stays below log(8/3) N", () => {
    const driver = new Driver(writeSide, megabytesIn(7.5), 1).run(4 * 3600);
    const { disk, compactor, ingested } = nodeOf(driver);
    const amplification = compactor.written / ingested;
    const busy = disk.used / driver.calendar.now;
    expect(busy / ((ingested / driver.calendar.now) * (2 + 2 * amplification))).toBeGreaterThan(0.97);
    expect(busy / ((ingested / driver.calendar.now) * (2 + 2 * amplification))).toBeLessThan(1.03);
    expect(amplification).toBeLessThan(Math.log(ingested / (128 * megabyte)) / Math.log(8 / 3));
  });

  test.each([
    ["below the throughput limit of", "64MB/s", 40],
    ["above the throughput limit of", "10MB/s", Number.POSITIVE_INFINITY],
  ])("A4: SSTables stay few or grow without end: lambda WA = 21 MB/s is %s %s", (_, throughput, most) => {
    const driver = new Driver({ ...writeSide, compaction: { throughput } }, megabytesIn(7.5), 2).run(4 * 3600);
    if (Number.isFinite(most)) expect(nodeOf(driver).sstables.length).toBeLessThan(most);
    else expect(nodeOf(driver).sstables.length).toBeGreaterThan(100);
  });

  test.each(["freeze", "futile"])("A5: during a stall (%s) SSTables grow at lambda / M", (mode) => {
    const driver = new Driver(writeSide, megabytesIn(7.5), 3).bug(3600, 7200, stall(3600, mode)).run(3610);
    const { sstables, ingested } = nodeOf(driver);
    const [tables, bytes] = [sstables.length, ingested];
    driver.run(7190);
    const growth = (nodeOf(driver).sstables.length - tables) / ((nodeOf(driver).ingested - bytes) / (128 * megabyte));
    expect(growth).toBeGreaterThan(0.99);
    expect(growth).toBeLessThan(1.01);
  });

  /**
   * lambda MB/s, stall s, drain to 20 SSTables by formula; to the pre-stall maximum by formula (second wave: p = 2).
   */
  test.each([
    [5, 1800, 153, 153],
    [7.5, 1800, 239, 239],
    [7.5, 3600, 478, 1102],
    [8, 3600, 514, 1200],
  ])(
    "A6: after %d MB/s for a stall of %d s it drains in p lambda S / (B - p lambda), +-15 %%",
    (lambda, length, twenty, before) => {
      const seeds = [1, 2, 3, 4];
      const times = seeds.map((seed) => drain(lambda, length, seed));
      const mean = (select: (time: (typeof times)[number]) => number) =>
        times.reduce((sum, time) => sum + select(time), 0) / seeds.length;
      expect(Math.abs(mean(({ toTwenty }) => toTwenty) / twenty - 1)).toBeLessThan(0.15);
      expect(Math.abs(mean(({ toBefore }) => toBefore) / before - 1)).toBeLessThan(0.15);
    },
  );

  function drain(lambda: number, length: number, seed: number) {
    const end = 3600 + length;
    const driver = new Driver(writeSide, megabytesIn(lambda), seed).bug(3600, end, stall(length));
    let before = 0;
    for (let time = 600; time <= 3600; time += 2) {
      driver.run(time);
      before = Math.max(before, nodeOf(driver).sstables.length);
    }
    let toTwenty = 0;
    for (let time = 1; ; time++) {
      driver.run(end + time);
      const { length: tables } = nodeOf(driver).sstables;
      if (toTwenty === 0 && tables <= 20) toTwenty = time;
      if (tables <= before) return { toTwenty, toBefore: time };
    }
  }

  test("A7: the memtable pool fills when lambda exceeds the flush share of the disk, and when by (pool - occupancy) / (lambda - share)", () => {
    // The flush has the disk for itself: no compaction, and the log's first sync is far away.
    const options = {
      ...writeSide,
      disk: { bandwidth: "15MB/s" },
      memtable: { flushSize: "8MB", pool: "200MB", flushWriters: 1 },
      commitLog: { period: "1h" },
    };
    const driver = new Driver(options, megabytesIn(20), 4).bug(0, 600, stall(600)).run(1);
    for (let time = 1; !nodeOf(driver).blocked; time++) driver.run(time);
    expect(driver.calendar.now).toBeGreaterThan(0.85 * (200 / 5));
    expect(driver.calendar.now).toBeLessThan(1.15 * (200 / 5));

    const calm = new Driver({ ...options, disk: { bandwidth: "25MB/s" } }, megabytesIn(20), 4).bug(0, 600, stall(600));
    for (let time = 1; time <= 300; time++) expect(nodeOf(calm.run(time)).blocked).toBe(false);
  });

  test.each([
    ["more than", 26, false],
    ["less than", 16, true],
  ])("A8: with %s 2 lambda for the log, writes wait for it: %s", (_, share, waits) => {
    // Ten syncs' worth of dirty bytes at 10 MB/s; reads without end take the rest by weight.
    const options = {
      ...writeSide,
      disk: { bandwidth: `${share}MB/s`, readWeight: 0.001 },
      memtable: { flushSize: "2000MB", pool: "4000MB" },
    };
    const driver = new Driver(options, megabytesIn(10), 5);
    let late = false;
    for (let time = 1; time <= 60; time++) late ||= nodeOf(driver.run(time)).log.late;
    expect(late).toBe(waits);
  });

  test("A11: a scan takes as long as the SSTables it touches", () => {
    const driver = new Driver({ ...writeSide, reads: { scans: "1/s", cost: "10kB" } }, megabytesIn(7.5), 6);
    driver.bug(600, 4200, stall(3600)).run(1200);
    const { reads } = nodeOf(driver);
    for (let time = 1200; time <= 4200; time += 60) {
      driver.run(time);
      expect(reads.serviceTime).toBeCloseTo((nodeOf(driver).sstables.length * 10_000) / 400e6, 12);
    }
    expect(reads.latency).toBeGreaterThan(30 * (10_000 / 400e6));
  });
});

describe("a coordinator whose reads all time out, against Little's law", () => {
  test("A9: 128 threads serve 128 / 5 s reads a second", () => {
    // The disk stands still for reads: every SSTable costs more than the disk can read in the timeout.
    const driver = new Driver(
      { ...writeSide, reads: { scans: "100/s", cost: "300MB" }, memtable: { flushSize: "1MB" } },
      { rate: 1, bytes: 1_100_000 },
      7,
    ).run(120);
    const [coordinator] = driver.cluster.coordinators;
    const before = driver.cluster.instruments.reads.total;
    driver.run(200);
    expect(coordinator?.busy).toBeCloseTo(1, 3);
    expect(nodeOf(driver).reads.latency).toBe(5);
    expect((driver.cluster.instruments.reads.total - before) / 80).toBeCloseTo(128 / 5, 0);
  });

  test("A9: writes that are never answered hold 128 threads for 2 s each: 64 a second", () => {
    // The pool stays full, because the disk is too slow to flush. The queue is short, so that a write spends its time
    // in a thread.
    const driver = new Driver(
      {
        ...writeSide,
        disk: { bandwidth: "1B/s" },
        memtable: { flushSize: "1MB", pool: "1MB" },
        coordinator: { queue: 1 },
      },
      { rate: 200, bytes: 10_000 },
      8,
    ).run(60);
    const before = driver.outcomes.timeout;
    driver.run(160);
    expect((driver.outcomes.timeout - before) / 100 / 64).toBeGreaterThan(0.97);
    expect((driver.outcomes.timeout - before) / 100 / 64).toBeLessThan(1.03);
  });
});
