/** A node whose disk has a limit for reads and one for writes, as many cloud volumes have. */
import { describe, expect, test } from "vitest";
import { storageOptions } from "../../../src/model/storage/options.js";
import { scaled } from "../../../src/schema/scaled.js";
import { Driver, type Load } from "./driver.js";

const node = {
  nodes: 1,
  replication: 1,
  consistency: "one",
  purge: "off",
  disk: { bandwidth: "80MB/s", reads: "80MB/s", readWeight: 1, logWeight: 12 },
  memtable: { flushSize: "7.78MB", pool: "48MB", flushWriters: 1 },
  commitLog: { period: "1s" },
  compaction: { compactors: 3, throughput: "1GB/s" },
  coordinator: { threads: 1_000_000, queue: 1_000_000 },
  timeouts: { write: "1h", read: "1h" },
  reads: { scans: "0/s" },
};
const load = (megabytes: number): Load => ({ rate: megabytes * 40, bytes: 25_000 });

function nodeOf({ cluster }: Driver) {
  const [first] = cluster.nodes;
  if (!first) throw new Error("a cluster without nodes");
  return first;
}

/** Time at which writes first wait, looked at ten times a second; or infinity. */
function blockedFrom(driver: Driver, until: number): number {
  for (let time = 0.1; time < until; time += 0.1) if (nodeOf(driver.run(time)).blocked) return time;
  return Number.POSITIVE_INFINITY;
}

describe("separate limits for reads and writes", () => {
  test("reads that want more than there is take nothing from writes, and merges keep their share of both", () => {
    const flood = { scans: "1000/s", cost: "1MB" };
    const driver = new Driver({ ...node, reads: flood }, load(12)).run(120);
    expect(nodeOf(driver).reads.satisfied).toBe(false);
    expect(driver.outcomes.stored).toBeGreaterThan(0.999 * 120 * 480);
    expect(nodeOf(driver).compactor.written).toBeGreaterThan(nodeOf(driver).ingested);
    const shared = { ...node, disk: { ...node.disk, reads: "shared", readWeight: 8 }, reads: flood };
    expect(blockedFrom(new Driver(shared, load(12)), 120)).toBeLessThan(60);
  });

  test.each([
    [12, Number.POSITIVE_INFINITY],
    [14, Number.POSITIVE_INFINITY],
    [20, 41],
  ])("A7: %d MB/s against a flush share of (80 - lambda) / (1 + 3): writes first wait at %d s", (megabytes, at) => {
    const from = blockedFrom(new Driver(node, load(megabytes)), 240);
    if (at === Number.POSITIVE_INFINITY) expect(from).toBe(at);
    else expect(Math.abs(from - at)).toBeLessThan(6);
  });

  test.each([
    ["1 falls behind", 1, true],
    ["12 does not", 12, false],
  ])("A8: with three merges and a flush beside it, a log of 12 MB/s and weight %s", (_, logWeight, late) => {
    const driver = new Driver({ ...node, disk: { ...node.disk, logWeight } }, load(12));
    expect(Number.isFinite(blockedFrom(driver, 240))).toBe(late);
  });

  test("a read by key without bloom filters touches half of the SSTables: 0.157 ms more for each there is", () => {
    const blind = { ...node, reads: { scans: "0/s", falsePositives: "50%", cost: "25kB" } };
    const stalls = [{ node: 1, for: "60s" }];
    const mode = { name: "freeze", running: "finish" };
    const driver = new Driver(blind, { rate: 40, bytes: 300_000, reads: true });
    driver.bug(60, 120, { mode, strikes: { pattern: "plan", stalls } }).run(70);
    const { reads } = nodeOf(driver);
    const [few, fast] = [nodeOf(driver).sstables.length, reads.serviceTime];
    driver.run(120);
    const slope = (reads.serviceTime - fast) / (nodeOf(driver).sstables.length - few);
    expect(Math.abs(slope / 0.157e-3 - 1)).toBeLessThan(0.01);
    expect(reads.serviceTime).toBeGreaterThan(0.014);
  });

  test("are both divided by the scale; a shared disk stays shared", () => {
    const { disk } = scaled(storageOptions, storageOptions.decode({ disk: node.disk }), 10);
    expect([disk.bandwidth, disk.reads]).toEqual([8e6, 8e6]);
    expect(scaled(storageOptions, storageOptions.decode({}), 10).disk).toMatchObject({
      bandwidth: 20e6,
      reads: "shared",
    });
  });
});
