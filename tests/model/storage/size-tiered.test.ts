import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compactionStrategies } from "../../../src/model/storage/node/compaction/index.js";
import { bySize, insertBySize, merge, type SSTable } from "../../../src/model/storage/node/sstable.js";

const fresh = (id: number, bytes = 1): SSTable => ({ id, bytes, tombstones: 0, written: bytes, from: id, to: id + 1 });
const sizeTiered = compactionStrategies.create("size-tiered", {});

/** Flushes `count` equal files, each followed by every merge there is to do, at once. */
function flushAll(count: number) {
  let tables: SSTable[] = [];
  let written = 0;
  let next = count;
  for (let id = 0; id < count; id++) {
    tables.push(fresh(id));
    for (let inputs = sizeTiered.next(tables); inputs.length > 0; inputs = sizeTiered.next(tables)) {
      const output = merge(inputs, next++, id, "off");
      written += output.bytes;
      tables = [...tables.filter((table) => !inputs.includes(table)), output];
    }
  }
  return { tables: tables.length, amplification: written / count };
}

const digitSum = (n: number): number => (n === 0 ? 0 : (n % 4) + digitSum(Math.floor(n / 4)));

describe("size-tiered compaction", () => {
  test("A1: with instant merges of equal flushes, the SSTables are the digit sum of their number in base 4", () => {
    for (let flushes = 1; flushes <= 300; flushes++) expect(flushAll(flushes).tables).toBe(digitSum(flushes));
  });

  test("A1, A2: each byte is rewritten once per tier, at most log4 N times", () => {
    for (let flushes = 1; flushes <= 300; flushes++) {
      let rewritten = 0;
      for (let tier = 4; tier <= flushes; tier *= 4) rewritten += Math.floor(flushes / tier) * tier;
      const { amplification } = flushAll(flushes);
      expect(amplification).toBeCloseTo(rewritten / flushes, 12);
      expect(amplification).toBeLessThanOrEqual(Math.log(flushes) / Math.log(4) + 1e-9);
    }
  });

  test("A12: 100 equal SSTables are 4 pending compactions", () => {
    expect(sizeTiered.pending(Array.from({ length: 100 }, (_, id) => fresh(id)))).toBe(4);
    expect(sizeTiered.pending(Array.from({ length: 3 }, (_, id) => fresh(id)))).toBe(0);
  });

  test("takes the oldest 32 of the bucket with the smallest mean", () => {
    const large = Array.from({ length: 8 }, (_, id) => fresh(id, 100));
    const small = Array.from({ length: 40 }, (_, id) => fresh(id + 8));
    expect(sizeTiered.next([...large, ...small].reverse()).map(({ id }) => id)).toEqual(
      Array.from({ length: 32 }, (_, i) => i + 8),
    );
  });

  test("leaves SSTables of different sizes alone, unless all are below the minimum size", () => {
    const tables = [1, 2, 4, 8, 16].map((bytes, id) => fresh(id, bytes));
    expect(sizeTiered.next(tables)).toEqual([]);
    const lenient = compactionStrategies.create("size-tiered", { minSSTableSize: "50MB" });
    expect(lenient.next(tables)).toHaveLength(5);
  });
});

describe("a merge", () => {
  const purge = { residence: 600, tombstone: 100, grace: 864_000 };

  test("keeps all bytes when nothing is purged", () => {
    expect(merge([fresh(1, 5), fresh(2, 7)], 9, 100, "off")).toEqual({ ...fresh(9, 12), from: 1, to: 3 });
  });

  test("keeps (residence / span)(1 - exp(-span / residence)) of what was written, however often it is merged", () => {
    const early = { ...fresh(1, 600), from: 0, to: 600 };
    const late = { ...fresh(2, 600), from: 600, to: 1200 };
    const left = 1200 * 0.5 * (1 - Math.exp(-2));
    const once = merge([early, late], 3, 1200, purge);
    expect(once.bytes).toBeCloseTo(left, 9);
    expect(merge([merge([early], 4, 600, purge), late], 5, 1200, purge).bytes).toBeCloseTo(left, 9);
  });

  test("drops tombstones only after their grace", () => {
    const table = { ...fresh(1, 1000), tombstones: 100, written: 900, from: 0, to: 600 };
    expect(merge([table], 2, 864_000, purge).tombstones).toBe(100);
    expect(merge([table], 2, 864_601, purge).tombstones).toBe(0);
  });

  test("a list kept in order of size is as if sorted, and gives the same merges as one in any order", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 });
    fc.assert(
      fc.property(sizes, (all) => {
        const arrived = all.map((bytes, id) => fresh(id, bytes));
        const kept: SSTable[] = [];
        for (const table of arrived) insertBySize(kept, table);
        expect(kept).toEqual(arrived.toSorted(bySize));
        expect(sizeTiered.next(kept)).toEqual(sizeTiered.next(arrived));
        expect(sizeTiered.pending(kept)).toBe(sizeTiered.pending(arrived));
      }),
    );
  });
});
