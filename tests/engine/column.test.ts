import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteColumn, IntegerColumn, RealColumn } from "../../src/engine/column.js";

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
