import { expect, test } from "vitest";
import { normalQuantile } from "../../src/engine/normal-quantile.js";

test.each([
  // The three values that Wichura gives for checking, and tables of the normal distribution.
  ["Wichura, central", 0.25, -0.6744897501960817],
  ["Wichura, shoulder", 0.001, -3.090232306167814],
  ["Wichura, far tail", 1e-20, -9.262340089798409],
  ["the median", 0.5, 0],
  ["two-sided 95 %", 0.975, 1.959963984540054],
  ["two-sided 99 %", 0.995, 2.5758293035489004],
  ["one in a billion", 1e-9, -5.997807015007687],
])("%s", (_, probability, z) => {
  expect(Math.abs(normalQuantile(probability) - z)).toBeLessThanOrEqual(4e-15 * Math.max(1, Math.abs(z)));
});

test("is odd around one half and increases everywhere, across the borders of its three formulas", () => {
  let last = Number.NEGATIVE_INFINITY;
  for (let k = 1; k < 4096; k++) {
    const z = normalQuantile(k / 4096);
    expect(z).toBeGreaterThan(last);
    expect(normalQuantile(1 - k / 4096)).toBeCloseTo(-z, 12);
    last = z;
  }
  for (const border of [0.075, 0.925, Math.exp(-25)]) {
    const [below, above] = [normalQuantile(border * (1 - 1e-12)), normalQuantile(border * (1 + 1e-12))];
    expect(above - below).toBeGreaterThanOrEqual(0);
    expect(above - below).toBeLessThan(1e-10);
  }
});
