import type { PRNG } from "seedrandom";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { distributionOf, distributionsOf, makeDistribution } from "../../../src/engine/distribution/index.js";
import { Random, Stream } from "../../../src/engine/random.js";
import { studentQuantile } from "../../../src/metrics/confidence.js";
import { duration, size } from "../../../src/schema/quantity.js";

const service = distributionOf(duration);
const read = (written: unknown) => makeDistribution(z.parse(service, written));

/** A stream that always gives the same uniform number, and counts how often it is asked. */
function fixedStream(uniform: number) {
  let draws = 0;
  const next = () => {
    draws++;
    return uniform;
  };
  const generator = Object.assign(() => next(), { double: next, int32: next, quick: next, state: () => ({}) });
  return { stream: new Stream(generator as unknown as PRNG), draws: () => draws };
}

/** Every shape at least once, with options as a scenario writes them. */
const written: Record<string, unknown>[] = [
  { shape: "deterministic", value: "40ms" },
  { shape: "uniform", from: "1s", to: "4s" },
  { shape: "exponential", mean: "2s" },
  { shape: "erlang", mean: "3s", stages: 4 },
  { shape: "hyperexponential", mean: "1s", scv: 4 },
  {
    shape: "hyperexponential",
    branches: [
      { probability: "90%", mean: "1s" },
      { probability: "10%", mean: "20s" },
    ],
  },
  { shape: "lognormal", mean: "40ms", scv: 1 },
  { shape: "lognormal", median: "2s", sigma: 0.5 },
  { shape: "bounded-pareto", alpha: 1.5, from: "1s", to: "100s" },
  { shape: "bounded-pareto", alpha: 1, from: "1s", to: "10s" },
  { shape: "bounded-pareto", alpha: 2, from: "1s", to: "10s" },
  { shape: "weibull", mean: "2s", exponent: 0.7 },
  { shape: "weibull", scale: "2s", exponent: 3 },
  { shape: "normal", center: "10s", deviation: "1s" },
  { shape: "normal", center: "1s", deviation: "1s" },
  { shape: "normal", center: "0s", deviation: "2s" },
  {
    shape: "empirical",
    table: [
      { value: "1s", weight: 30 },
      { value: "5s", weight: 10 },
      { value: "0s", weight: 60 },
    ],
  },
  {
    shape: "empirical",
    curve: [
      { value: "1s", upTo: "25%" },
      { value: "2s", upTo: "75%" },
      { value: "10s", upTo: "100%" },
    ],
  },
  {
    shape: "mixture",
    parts: [
      { weight: 0.7, of: "40ms" },
      { weight: 0.2, of: { shape: "exponential", mean: "2s" } },
      { weight: 0.1, of: { shape: "uniform", from: "1s", to: "3s" } },
    ],
  },
];

test("every distribution of the catalogue is tried below", () => {
  expect(new Set(written.map(({ shape }) => shape))).toEqual(new Set(distributionsOf(duration).names));
});

describe.each(written)("distribution %j", (options) => {
  const distribution = read(options);
  const n = 200_000;
  const stream = new Random(11).stream(JSON.stringify(options));
  const values = Array.from({ length: n }, () => distribution.sample(stream));
  const central = (power: number) => values.reduce((sum, value) => sum + (value - distribution.mean) ** power, 0) / n;
  const t = studentQuantile(0.9995, n - 1);

  test("samples its own mean", () => {
    expect(Math.abs(central(1))).toBeLessThanOrEqual(t * Math.sqrt(distribution.variance / n) + 1e-12);
  });

  test("samples its own variance", () => {
    const error = Math.sqrt((central(4) - central(2) ** 2) / n);
    expect(Math.abs(central(2) - distribution.variance)).toBeLessThanOrEqual(t * error + 1e-12);
  });

  test("never samples below zero, nor anything infinite, at the ends of the unit interval", () => {
    for (const uniform of [0, 2 ** -53, 0.5, 1 - 2 ** -53]) {
      const value = distribution.sample(fixedStream(uniform).stream);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(Number.POSITIVE_INFINITY);
    }
  });

  test("takes the same number of draws whatever the value", () => {
    const draws = [0, 0.3, 0.5, 0.95, 1 - 2 ** -53].map((uniform) => {
      const counting = fixedStream(uniform);
      distribution.sample(counting.stream);
      return counting.draws();
    });
    expect(new Set(draws).size).toBe(1);
  });

  test("reads back what it is written as", () => {
    const spec = z.parse(service, options);
    expect(z.parse(service, z.encode(service, spec))).toEqual(spec);
  });
});

/** Values that a share of all samples does not exceed, from the textbooks. */
const quantiles: [string, unknown, number, number][] = [
  ["uniform", { shape: "uniform", from: "1s", to: "4s" }, 0.9, 3.7],
  ["exponential", { shape: "exponential", mean: "2s" }, 0.99, -2 * Math.log(0.01)],
  ["lognormal", { shape: "lognormal", median: "2s", sigma: 0.5 }, 0.975, 2 * Math.exp(0.5 * 1.959963984540054)],
  ["weibull", { shape: "weibull", scale: "2s", exponent: 3 }, 1 - Math.exp(-1), 2],
  ["bounded-pareto", { shape: "bounded-pareto", alpha: 1, from: "1s", to: "10s" }, 0.5, 1 / (1 - 0.5 * 0.9)],
  [
    "empirical curve",
    {
      shape: "empirical",
      curve: [
        { value: "1s", upTo: 0.25 },
        { value: "3s", upTo: 1 },
      ],
    },
    0.625,
    2,
  ],
  [
    "empirical curve, its mass",
    {
      shape: "empirical",
      curve: [
        { value: "1s", upTo: 0.25 },
        { value: "3s", upTo: 1 },
      ],
    },
    0.2,
    1,
  ],
];

test.each(quantiles)("%s has the quantiles of its law", (_, options, p, expected) => {
  expect(read(options).sample(fixedStream(p).stream)).toBeCloseTo(expected, 12);
});

test("normal keeps the proportions of the bell above zero", () => {
  const bell = read({ shape: "normal", center: "1s", deviation: "1s" });
  // 84.1 % of the bell is kept; half of it lies above its 1 - 0.841/2 = 57.9 % point.
  expect(bell.sample(fixedStream(0.5).stream)).toBeCloseTo(1.200174, 5);
  expect(bell.mean).toBeCloseTo(1 + 0.24197072451914337 / 0.8413447460685429, 12);
});

test("a shape's moments match published values", () => {
  expect(read({ shape: "weibull", scale: "1s", exponent: 2 }).mean).toBeCloseTo(Math.sqrt(Math.PI) / 2, 13);
  expect(read({ shape: "weibull", scale: "1s", exponent: 0.5 }).variance).toBeCloseTo(20, 10);
  const pareto = read({ shape: "bounded-pareto", alpha: 1.5, from: "500ms", to: "50s" });
  expect(pareto.mean).toBeCloseTo(0.445945945946 / 0.33, 10);
  const balanced = read({ shape: "hyperexponential", mean: "1s", scv: 4 });
  expect([balanced.mean, balanced.variance].map((moment) => moment.toFixed(12))).toEqual([
    "1.000000000000",
    "4.000000000000",
  ]);
});

describe("a distribution in a scenario", () => {
  test("is a plain quantity, always so much", () => {
    expect(read("40ms")).toMatchObject({ mean: 0.04, variance: 0 });
    expect(z.encode(service, z.parse(service, "40ms"))).toBe("40ms");
  });

  test("of sizes takes sizes", () => {
    const sizes = distributionOf(size);
    expect(makeDistribution(z.parse(sizes, { shape: "exponential", mean: "75kB" })).mean).toBe(75_000);
    expect(z.safeParse(sizes, { shape: "exponential", mean: "75s" }).success).toBe(false);
  });

  test.each<[string, unknown, RegExp]>([
    ["a number without unit", 15, /15 has no unit/],
    ["a misspelt shape", { shape: "lognorml", mean: "1s", scv: 1 }, /did you mean lognormal/],
    ["half of the options", { shape: "lognormal", mean: "1s" }, /give either `mean` and `scv`/],
    ["options of two ways", { shape: "lognormal", mean: "1s", scv: 1, sigma: 1 }, /give either/],
    ["limits the wrong way round", { shape: "uniform", from: "2s", to: "1s" }, /`to` must be more than `from`/],
    ["a mean of zero", { shape: "exponential", mean: "0s" }, /zero/],
    ["an unknown option", { shape: "exponential", mean: "1s", median: "1s" }, /median/],
    [
      "a curve that does not reach 100 %",
      {
        shape: "empirical",
        curve: [
          { value: "1s", upTo: 0 },
          { value: "2s", upTo: 0.5 },
        ],
      },
      /100%/,
    ],
    [
      "a mixture within a mixture",
      {
        shape: "mixture",
        parts: [
          { weight: 1, of: { shape: "mixture", parts: [] } },
          { weight: 1, of: "1s" },
        ],
      },
      /unknown distribution/,
    ],
  ])("refuses %s", (_, options, message) => {
    expect(() => z.parse(service, options)).toThrow(message);
  });

  test("has a JSON Schema for editors that lists the shapes", () => {
    const schema = JSON.stringify(z.toJSONSchema(service, { io: "input" }));
    for (const name of distributionsOf(duration).names) expect(schema).toContain(`"${name}"`);
  });
});
