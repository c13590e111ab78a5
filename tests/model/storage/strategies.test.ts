/**
 * Levelled and time-window compaction: how many SSTables stay, how often a byte is rewritten, and what a stall leaves.
 */
import { describe, expect, test } from "vitest";
import type { CompactionStrategy } from "../../../src/model/storage/node/compaction/compaction-strategy.js";
import { compactionStrategies } from "../../../src/model/storage/node/compaction/index.js";
import { merge, type SSTable } from "../../../src/model/storage/node/sstable.js";
import { Driver } from "./driver.js";

const MB = 1e6;

/** Flushes of one size, one a minute, each followed by every merge there is to do, at once. */
function flushAll(strategy: CompactionStrategy, count: number, bytes: number) {
  let tables: SSTable[] = [];
  let [written, next, most] = [0, count, 0];
  for (let id = 0; id < count; id++) {
    tables.push({ id, bytes, tombstones: 0, written: bytes, from: 60 * id, to: 60 * id + 60 });
    for (let inputs = strategy.next(tables); inputs.length > 0; inputs = strategy.next(tables)) {
      const level = strategy.levelAfter?.(inputs, tables) ?? 0;
      const output = { ...merge(inputs, next++, 60 * id, "off"), level };
      written += output.bytes;
      tables = [...tables.filter((table) => !inputs.includes(table)), output];
    }
    most = Math.max(most, tables.length);
  }
  return { tables, most, rewritten: written / (count * bytes) };
}

describe("leveled", () => {
  const strategy = () => compactionStrategies.create("leveled", {});

  test("SSTables stay few: level 0 below four, and one run a level", () => {
    const { most, tables } = flushAll(strategy(), 2000, 128 * MB);
    const levels = new Set(tables.map(({ level = 0 }) => level).filter((level) => level > 0)).size;
    expect(levels).toBeGreaterThanOrEqual(2);
    expect(most).toBeLessThanOrEqual(4 + levels + 1);
  });

  test("each byte is rewritten at most T + 1 times a level, and at least a quarter of T", () => {
    const { rewritten, tables } = flushAll(strategy(), 2000, 128 * MB);
    const levels = Math.max(...tables.map(({ level = 0 }) => level));
    expect(rewritten).toBeLessThanOrEqual(11 * levels);
    expect(rewritten).toBeGreaterThanOrEqual(2.5 * levels);
  });

  test("no level outgrows its target by more than what came last", () => {
    const { tables } = flushAll(strategy(), 1000, 128 * MB);
    for (const { level = 0, bytes } of tables)
      if (level > 0) expect(bytes).toBeLessThanOrEqual(160 * MB * 10 ** level + 4 * 128 * MB);
  });

  test("more than 32 flushes beside a level that is too large are merged by size, and stay in level 0", () => {
    const over = { id: 99, bytes: 2000 * MB, tombstones: 0, written: 2000 * MB, from: 0, to: 1, level: 1 };
    const flushes = Array.from({ length: 40 }, (_, id) => ({
      id,
      bytes: 128 * MB,
      tombstones: 0,
      written: 128 * MB,
      from: id,
      to: id + 1,
    }));
    const live = [...flushes, over];
    const inputs = strategy().next(live);
    expect(inputs).toHaveLength(32);
    expect(strategy().levelAfter?.(inputs, live)).toBe(0);
    // Two merges of level 0, and 400 MB over the target of level 1.
    expect(strategy().pending(live)).toBe(2 + 3);
  });
});

describe("time-window", () => {
  const strategy = () => compactionStrategies.create("time-window", { window: "1h" });

  test("a window that is over is one SSTable, and is rewritten no more", () => {
    const { tables } = flushAll(strategy(), 600, MB);
    const perWindow = new Map<number, number>();
    for (const { to } of tables)
      perWindow.set(Math.floor((to - 1) / 3600), (perWindow.get(Math.floor((to - 1) / 3600)) ?? 0) + 1);
    const over = [...perWindow.entries()].filter(([window]) => window < 9);
    expect(over.length).toBeGreaterThanOrEqual(9);
    expect(over.every(([, count]) => count <= 2)).toBe(true);
    const [half, whole] = [flushAll(strategy(), 300, MB).rewritten, flushAll(strategy(), 600, MB).rewritten];
    expect(whole / half).toBeCloseTo(1, 0);
    // log4 of sixty flushes a window, and once more when it is over.
    expect(whole).toBeLessThanOrEqual(Math.log(60) / Math.log(4) + 1);
  });
});

describe.each(["leveled", "time-window"])("a cluster with %s compaction", (strategy) => {
  const run = () =>
    new Driver(
      {
        nodes: 3,
        compaction: { strategy: { name: strategy, minThreshold: 4 } },
        memtable: { flushSize: "64MB" },
        purge: "off",
      },
      { rate: 20, bytes: 75_000 },
      1,
      7200,
    );

  test("stores everything, keeps SSTables few, and obeys its laws", () => {
    const driver = run();
    driver.calendar.run(7200);
    const { stored, timeout, unavailable, overloaded } = driver.outcomes;
    expect(stored).toBeGreaterThan(140_000);
    expect(timeout + unavailable + overloaded).toBe(0);
    for (const node of driver.cluster.nodes) expect(node.sstables.length).toBeLessThan(20);
    for (const { name, left, right, tolerance } of driver.cluster.laws())
      expect(Math.abs(left - right), name).toBeLessThanOrEqual(tolerance);
  });
});
