/** Rank statistics against worked examples and against their own definitions. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { mannKendall, spearman } from "../../src/metrics/rank-statistics.js";

const UP = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

test("ten rising values: S = 45, variance 125, so Z = 44 / √125; falling ones the same below zero", () => {
  expect(mannKendall(UP)).toBeCloseTo(44 / Math.sqrt(125), 12);
  expect(mannKendall(UP.toReversed())).toBeCloseTo(-44 / Math.sqrt(125), 12);
});

test("a tie takes its part out of the variance: 1 2 2 3 has S = 5 and (156 − 18) / 18", () => {
  expect(mannKendall([1, 2, 2, 3])).toBeCloseTo(4 / Math.sqrt(138 / 18), 12);
});

test("what never changes has no trend and follows nothing", () => {
  expect(mannKendall([5, 5, 5, 5, 5, 5, 5, 5])).toBe(0);
  expect(spearman([5, 5, 5, 5], [1, 2, 3, 4])).toBe(0);
});

test("of ten people's intelligence and hours of television, the textbook example, the correlation is −29/165", () => {
  const intelligence = [86, 97, 99, 100, 101, 103, 106, 110, 112, 113];
  const hours = [2, 20, 28, 27, 50, 29, 7, 17, 6, 12];
  expect(spearman(intelligence, hours)).toBeCloseTo(-29 / 165, 12);
});

test("no monotone change of scale changes either, and a series agrees with itself", () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 8, maxLength: 30 });
  fc.assert(
    fc.property(values, (series) => {
      const cubed = series.map((value) => value ** 3 + value);
      expect(mannKendall(cubed)).toBeCloseTo(mannKendall(series), 12);
      if (new Set(series).size > 1) expect(spearman(series, cubed)).toBeCloseTo(1, 12);
    }),
  );
});

test("Z of noise is near a standard normal: 5 % beyond ±1.96", () => {
  let [state, beyond] = [1, 0];
  const noise = () => {
    state = (Math.imul(state, 48271) >>> 0) % 2147483647;
    return state / 2147483647;
  };
  for (let i = 0; i < 2000; i++) if (Math.abs(mannKendall(Array.from({ length: 20 }, noise))) > 1.96) beyond++;
  expect(beyond / 2000).toBeGreaterThan(0.03);
  expect(beyond / 2000).toBeLessThan(0.07);
});
