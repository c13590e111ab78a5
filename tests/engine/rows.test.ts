import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { setChecks } from "../../src/engine/checks.js";
import { Rows } from "../../src/engine/rows.js";

function fields(bytes: 32 | 64 = 32) {
  const rows = new Rows(bytes);
  return { rows, time: rows.reals(), first: rows.integers(), second: rows.integers(), state: rows.byteValues() };
}

describe.each([32, 64] as const)("rows of %i bytes", (bytes) => {
  test("keep what was set in each field while they grow, and start at 0", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(300), fc.nat(100_000))), (writes) => {
        const { rows, time, first, second, state } = fields(bytes);
        const twin = new Map<number, number>();
        for (const [row, value] of writes) {
          rows.ensure(row + 1);
          time.set(row, value / 3);
          first.set(row, value);
          second.set(row, -value);
          second.add(row, -1);
          state.set(row, value & 127);
          twin.set(row, value);
        }
        const kept = Array.from({ length: rows.length }, (_, row) => [
          time.get(row),
          first.get(row),
          second.get(row),
          state.get(row),
        ]);
        expect(kept).toEqual(
          kept.map((_, row) => {
            const value = twin.get(row);
            return value === undefined ? [0, 0, 0, 0] : [value / 3, value, -value - 1, value & 127];
          }),
        );
      }),
    );
  });
});

test("rows keep their fields across pages, and have room for at most one page more than asked for", () => {
  const { rows, time, first, state } = fields();
  const count = 200_000;
  for (let row = 0; row < count; row++) {
    rows.ensure(row + 1);
    time.set(row, row / 7);
    first.set(row, row);
    state.set(row, row % 251);
  }
  let kept = 0;
  for (let row = 0; row < count; row++)
    if (time.get(row) === row / 7 && first.get(row) === row && state.get(row) === row % 251) kept++;
  expect(kept).toBe(count);
  expect(rows.length).toBeGreaterThanOrEqual(count);
  expect(rows.length).toBeLessThan(count + 40_000);
});

test("a field throws outside the rows in checked mode", () => {
  setChecks(true);
  const { rows, time, first, state } = fields();
  rows.ensure(10);
  for (const field of [time, first, state])
    for (const row of [-1, rows.length, 0.5, Number.NaN]) {
      expect(() => field.get(row)).toThrow(`row ${row} outside`);
      expect(() => field.set(row, 1)).toThrow(RangeError);
      expect(() => field.add(row, 1)).toThrow(RangeError);
    }
});

test("fields must fit in a row, from the largest to the smallest, before the first row", () => {
  const rows = new Rows(32);
  rows.integers();
  expect(() => rows.reals()).toThrow("a larger field is declared after a smaller one");
  for (let i = 0; i < 7; i++) rows.integers();
  expect(() => rows.byteValues()).toThrow("more fields than 32 bytes hold");
  const begun = new Rows(64);
  begun.ensure(1);
  expect(() => begun.reals()).toThrow("after the first row");
});
