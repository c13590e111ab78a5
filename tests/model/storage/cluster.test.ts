import { describe, expect, test } from "vitest";
import { storageMetrics } from "../../../src/model/storage/metrics.js";
import { storageOptions } from "../../../src/model/storage/options.js";
import type { WriteOutcome } from "../../../src/model/vocabulary/durable-write.js";
import { Driver, may2016 } from "./driver.js";

const light = { rate: 200, bytes: 75_000 };

/** Every law of the cluster holds. */
function expectLaws(driver: Driver): void {
  for (const { name, left, right, tolerance } of driver.cluster.laws())
    expect(Math.abs(left - right), `${name}: ${left} against ${right}`).toBeLessThanOrEqual(tolerance);
}

describe("a storage cluster", () => {
  test("stores everything while it is sound, in a few milliseconds", () => {
    const driver = new Driver(may2016, { ...light, reads: true, deletes: true }).run(1800);
    expect(driver.failures).toEqual([]);
    expect(driver.meter.recording().tally(storageMetrics.writeLatency).quantile(0.99)).toBeLessThan(0.005);
    expectLaws(driver);
  });

  test("never answers a write before it has returned", () => {
    const driver = new Driver({}, { rate: 0, bytes: 1 });
    const answers: [number, WriteOutcome][] = [];
    driver.cluster.write(1000, { written: (tag, outcome) => answers.push([tag, outcome]) }, 7);
    expect(answers).toEqual([]);
    driver.run(1);
    expect(answers).toEqual([[7, "stored"]]);
  });

  test("the quorum's answer takes the network and the mean of the second of three exponentials: 5/6 of the CPU time", () => {
    const driver = new Driver({}, { rate: 500, bytes: 10 }).run(200);
    const { sum, count } = driver.meter.recording().tally(storageMetrics.writeLatency);
    expect(sum / count).toBeCloseTo(0.0005 + (0.0003 * 5) / 6, 5);
  });

  test("is a function of its options and its seed", () => {
    const run = (seed: number) => {
      const driver = new Driver(may2016, light, seed).bug(300, 3600, {}).run(5400);
      return JSON.stringify([driver.meter.recording().marks, driver.outcomes, driver.calendar.events]);
    };
    expect(run(1)).toBe(run(1));
    expect(run(1)).not.toBe(run(2));
  });

  test("says which replication and consistency are impossible", () => {
    expect(storageOptions.safeDecode({ nodes: 2 }).error?.issues).toMatchObject([
      { path: ["replication"], message: expect.stringContaining("3 replicas on 2 nodes") },
    ]);
    expect(storageOptions.safeDecode({ nodes: 2, replication: 1, consistency: "two" }).error?.issues).toMatchObject([
      { path: ["consistency"], message: expect.stringContaining("needs 2 replicas") },
    ]);
  });

  test("writes back its options as it read them", () => {
    const written = storageOptions.encode(storageOptions.decode(may2016));
    expect(storageOptions.decode(written)).toEqual(storageOptions.decode(may2016));
    expect(written).toMatchObject({ disk: { bandwidth: "200MB/s" }, memtable: { flushSize: "32MB" } });
  });
});

describe("replicas that are away", () => {
  test("one of three: nothing fails, and hints bring the node up to date", () => {
    const driver = new Driver(may2016, light);
    driver.at(300, "down", (cluster) => cluster.takeDown(3)).at(360, "up", (cluster) => cluster.bringUp(3));
    driver.run(340);
    expect(driver.cluster.hints.pending).toBeGreaterThan(0.9 * 7.5e6 * 40);
    driver.run(1200);
    expect(driver.failures).toEqual([]);
    expect(driver.cluster.hints.pending).toBe(0);
    expect(driver.cluster.hints.replayed).toBe(driver.cluster.hints.created);
    expectLaws(driver);
  });

  test("hints are kept only for the window", () => {
    const driver = new Driver({ ...may2016, hints: { window: "1min" } }, light);
    driver.at(0, "down", (cluster) => cluster.takeDown(1)).run(180);
    const { created, expired } = driver.cluster.hints;
    expect(expired / created).toBeGreaterThan(0.63);
    expect(expired / created).toBeLessThan(0.7);
    expectLaws(driver);
  });

  test("two neighbours: the two ranges they share, 1/3 of the writes, are unavailable at once", () => {
    const driver = new Driver(may2016, light).upgrade(600, { nodes: [2, 3], parallel: true, version: "new" }).run(1800);
    expect(driver.outcomes.timeout + driver.outcomes.overloaded).toBe(0);
    expect(driver.outcomes.unavailable / (200 * 180)).toBeGreaterThan(0.32);
    expect(driver.outcomes.unavailable / (200 * 180)).toBeLessThan(0.35);
    expect(driver.cluster.instruments.overlap.total).toBe(driver.outcomes.unavailable);
    expect(driver.cluster.nodes.map(({ version }) => version)).toEqual(["2.1", "new", "new", "2.1", "2.1", "2.1"]);
    expectLaws(driver);
  });

  test("A10: with each node away by chance p, a quorum of three fails with 3 p^2 - 2 p^3, and 1 - (1 - p)^2 beside one that is down", () => {
    const lost = new Map<string, number>();
    for (let set = 0; set < 8; set++) {
      const driver = new Driver({ ...may2016, nodes: 3 }, { rate: 20, bytes: 1000 });
      for (const node of [1, 2, 3]) if (set & (1 << (node - 1))) driver.cluster.takeDown(node);
      driver.run(10);
      const { stored, unavailable } = driver.outcomes;
      expect(Math.min(stored, unavailable)).toBe(0);
      lost.set(`${set}`, stored === 0 ? 1 : 0);
    }
    const chance = (set: number, p: number, nodes: number[]) =>
      nodes.reduce((product, node) => product * (set & (1 << node) ? p : 1 - p), 1);
    for (const p of [0.01, 0.1, 0.5]) {
      let any = 0;
      let besideOne = 0;
      for (let set = 0; set < 8; set++) {
        any += chance(set, p, [0, 1, 2]) * (lost.get(`${set}`) ?? 0);
        if (set & 1) besideOne += chance(set, p, [1, 2]) * (lost.get(`${set}`) ?? 0);
      }
      expect(any).toBeCloseTo(3 * p ** 2 - 2 * p ** 3, 12);
      expect(besideOne).toBeCloseTo(1 - (1 - p) ** 2, 12);
    }
  });

  test("a rolling upgrade takes one node at a time, and loses no write on a sound cluster", () => {
    const driver = new Driver(may2016, light).upgrade(600, { version: "new" });
    let most = 0;
    for (let time = 600; time < 600 + 6 * 240; time += 10) {
      driver.run(time);
      most = Math.max(most, driver.cluster.nodes.filter(({ live }) => !live).length);
    }
    driver.run(3600);
    expect(most).toBe(1);
    expect(driver.failures).toEqual([]);
    expect(driver.cluster.nodes.every(({ version, live }) => live && version === "new")).toBe(true);
    expectLaws(driver);
  });

  test("a restart brings back leaked compaction threads", () => {
    const driver = new Driver(may2016, light).bug(0, 3000, { mode: { name: "leak", probability: 1 } });
    driver.restart(3000, {}).run(2900);
    const before = driver.cluster.nodes.map(({ sstables }) => sstables.length);
    expect(Math.max(...before)).toBeGreaterThan(100);
    driver.run(6000);
    expect(Math.max(...driver.cluster.nodes.map(({ sstables }) => sstables.length))).toBeLessThan(40);
  });
});

describe("replicas that cannot take writes", () => {
  /** A disk so slow that memtables cannot be flushed. */
  const starved = { ...may2016, disk: { bandwidth: "4MB/s" }, memtable: { flushSize: "8MB", pool: "64MB" } };

  test("writes run into their deadline of 2 s, dropped copies are hinted, and nothing is lost from the books", () => {
    const driver = new Driver(starved, light).run(300);
    const { stored, timeout } = driver.outcomes;
    expect(stored).toBeGreaterThan(0);
    expect(timeout).toBeGreaterThan(0);
    expect(driver.meter.recording().tally(storageMetrics.writeLatency).max).toBeLessThanOrEqual(2.01);
    expect(driver.cluster.instruments.dropped.total).toBeGreaterThan(0);
    expectLaws(driver);
  });

  test("a faster disk frees them", () => {
    const driver = new Driver(starved, light);
    driver.at(120, "new disk", (cluster) => cluster.set("disk.bandwidth", 400e6)).run(180);
    const failed = driver.failures.length;
    expect(failed).toBeGreaterThan(0);
    driver.run(400);
    expect(driver.failures.length).toBe(failed);
    expectLaws(driver);
  });
});

describe("a running cluster's options", () => {
  test("can be changed by path, in base units", () => {
    const driver = new Driver(may2016, light).run(10);
    for (const path of driver.cluster.tunables) driver.cluster.set(path, 77);
    expect(driver.cluster.options).toMatchObject({
      compaction: { throughput: 77 },
      coordinator: { threads: 77, queue: 77 },
    });
    expect(driver.cluster.nodes[0]?.disk.capacity).toBe(77);
  });

  test("refuse a path or a node that is not there, with those that are", () => {
    const { cluster } = new Driver(may2016, light);
    expect(() => cluster.set("compaction.thoughput", 1)).toThrow(/compaction\.throughput/);
    expect(() => cluster.takeDown(7)).toThrow(/node 7 of 6, expected a number from 1 to 6/);
  });
});
