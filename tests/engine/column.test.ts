import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteColumn, IntegerColumn, RealColumn, SparseRealColumn } from "../../src/engine/column.js";

describe.each([
  ["reals", () => new RealColumn(1), (value: number) => value / 3],
  ["integers", () => new IntegerColumn(1), (value: number) => value],
  ["bytes", () => new ByteColumn(1), (value: number) => value & 127],
])("a column of %s", (_, make, shape) => {
  test("keeps what was set while it grows, and starts at 0", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(300), fc.nat(100_000))), (writes) => {
        const column = make();
        const twin = new Map<number, number>();
        for (const [index, value] of writes) {
          column.ensure(index + 1);
          column.set(index, shape(value));
          column.add(index, 1);
          twin.set(index, shape(value) + 1);
        }
        const kept = Array.from({ length: column.length }, (_, i) => column.get(i));
        expect(kept).toEqual(kept.map((_, i) => twin.get(i) ?? 0));
      }),
    );
  });

  test("throws outside its room in checked mode", () => {
    const column = make();
    for (const index of [-1, column.length, 0.5, Number.NaN]) {
      expect(() => column.get(index)).toThrow(`index ${index} outside`);
      expect(() => column.set(index, 1)).toThrow(RangeError);
      expect(() => column.add(index, 1)).toThrow(RangeError);
    }
  });
});

test.each([
  ["reals", () => new RealColumn()],
  ["integers", () => new IntegerColumn()],
  ["bytes", () => new ByteColumn()],
])(
  "a column of %s keeps its entries across pages, and has room for at most one page more than asked for",
  (_, make) => {
    const column = make();
    const entries = 200_000;
    for (let index = 0; index < entries; index++) {
      column.ensure(index + 1);
      column.set(index, index % 251);
    }
    let kept = 0;
    for (let index = 0; index < entries; index++) if (column.get(index) === index % 251) kept++;
    expect(kept).toBe(entries);
    expect(column.length).toBeGreaterThanOrEqual(entries);
    expect(column.length).toBeLessThan(entries + 40_000);
  },
);

test("a sparse column reads 0 where nothing was set, and keeps what was, zeros included", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(200_000), fc.constantFrom(0, 0.5, 7))), (writes) => {
      const column = new SparseRealColumn();
      const twin = new Map<number, number>();
      for (const [index, value] of writes) {
        column.set(index, value);
        twin.set(index, value);
      }
      for (const index of [...twin.keys(), 12_345]) expect(column.get(index)).toBe(twin.get(index) ?? 0);
    }),
  );
});
