import { describe, expect, test } from "vitest";
import { Random } from "../../src/engine/random.js";
import { BatchedSamples } from "../../src/metrics/batches/batched-samples.js";
import { ratioInterval } from "../../src/metrics/batches/ratio-interval.js";
import {
  batchMeansInterval,
  meanInterval,
  studentQuantile,
  vonNeumannRatio,
  wilsonInterval,
} from "../../src/metrics/confidence.js";

const stream = (name: string) => new Random(3).stream(name);

/** How many of 1000 intervals of 95 % contain the truth; 99 % of honest ones do in 932 to 968 cases. */
function coverage(interval: (round: number) => { estimate: number; halfWidth: number }, truth: number): number {
  let contained = 0;
  for (let round = 0; round < 1000; round++) {
    const { estimate, halfWidth } = interval(round);
    if (Math.abs(estimate - truth) <= halfWidth) contained++;
  }
  return contained;
}

/** A sequence whose neighbours agree: x' = 0.8 x + noise, mean 0. */
function correlated(length: number, name: string): number[] {
  const noise = stream(name);
  let x = noise.normal() / 0.6;
  return Array.from({ length }, () => {
    x = 0.8 * x + noise.normal();
    return x;
  });
}

test("quantiles of Student's t are those of the tables", () => {
  expect(studentQuantile(0.995, 9)).toBeCloseTo(3.24983554159, 7);
  expect(studentQuantile(0.975, 1e6)).toBeCloseTo(1.959966, 5);
});

describe("the interval of a mean", () => {
  test("is the textbook's", () => {
    const { estimate, halfWidth, values } = meanInterval([1, 2, 3, 4], 0.95);
    expect([estimate, values]).toEqual([2.5, 4]);
    expect(halfWidth).toBeCloseTo(3.182446 * Math.sqrt(5 / 3 / 4), 5);
  });

  test("is infinitely wide for a single value", () => {
    expect(meanInterval([7], 0.95)).toEqual({ estimate: 7, halfWidth: Number.POSITIVE_INFINITY, values: 1 });
  });

  test("contains the truth as often as it says", () => {
    const values = stream("mean");
    const contained = coverage(
      () =>
        meanInterval(
          Array.from({ length: 10 }, () => values.normal()),
          0.95,
        ),
      0,
    );
    expect(contained).toBeGreaterThanOrEqual(932);
    expect(contained).toBeLessThanOrEqual(968);
  });
});

describe("batch means", () => {
  test("keep batches that look independent, and merge those that do not", () => {
    const independent = stream("independent");
    expect(
      batchMeansInterval(
        Array.from({ length: 80 }, () => independent.normal()),
        0.99,
      ).values,
    ).toBe(80);
    expect(batchMeansInterval(correlated(160, "dependent"), 0.99).values).toBeLessThan(80);
  });

  test("contain the truth as often as they say, where single values would not", () => {
    const contained = coverage((round) => batchMeansInterval(batches(correlated(8_000, `r${round}`), 80), 0.95), 0);
    expect(contained).toBeGreaterThanOrEqual(932);
    expect(contained).toBeLessThanOrEqual(968);
  });

  test("have a von Neumann ratio of 2 when independent and of 2 (1 - r) when neighbours correlate with r", () => {
    const independent = stream("ratio");
    expect(vonNeumannRatio(Array.from({ length: 20_000 }, () => independent.normal()))).toBeCloseTo(2, 1);
    expect(vonNeumannRatio(correlated(20_000, "ratio of correlated"))).toBeCloseTo(0.4, 1);
  });
});

function batches(values: number[], count: number): number[] {
  const length = values.length / count;
  return Array.from({ length: count }, (_, i) => {
    return values.slice(i * length, (i + 1) * length).reduce((sum, value) => sum + value, 0) / length;
  });
}

describe("Wilson's interval", () => {
  test("gives the known bounds for 19 and 20 of 20", () => {
    expect(wilsonInterval(20, 20, 0.95).low).toBeCloseTo(0.84, 2);
    expect(wilsonInterval(19, 20, 0.95).low).toBeCloseTo(0.76, 2);
    expect(wilsonInterval(20, 20, 0.95).high).toBe(1);
  });

  test("is symmetric, and everything without trials", () => {
    const [some, rest] = [wilsonInterval(3, 10, 0.99), wilsonInterval(7, 10, 0.99)];
    expect(some.low).toBeCloseTo(1 - rest.high, 12);
    expect(wilsonInterval(0, 10, 0.99).low).toBe(0);
    expect(wilsonInterval(0, 0, 0.99)).toEqual({ low: 0, high: 1 });
  });
});

describe("figures of a run in batches", () => {
  const recorded = (level: number) => {
    const values = stream(`values ${level}`);
    const samples = new BatchedSamples(80, [0, 2], true, level);
    for (let i = 0; i < 400_000; i++) samples.record(values.exponential(1), Math.floor(i / 5_000));
    return samples;
  };
  const samples = recorded(0.999);

  test.each([
    ["mean", samples.mean(), 1],
    ["variance", samples.variance(), 1],
    ["share above 2", samples.exceeding(2), Math.exp(-2)],
    ["median", samples.quantile(0.5), Math.log(2)],
    ["p99", samples.quantile(0.99), Math.log(100)],
    ["p999", samples.quantile(0.999), Math.log(1000)],
  ])("%s: the interval contains the truth and is as narrow as it should be", (_, interval, truth) => {
    expect(Math.abs((interval?.estimate ?? Number.NaN) - truth)).toBeLessThanOrEqual(interval?.halfWidth ?? Number.NaN);
    expect(interval?.halfWidth).toBeLessThan(0.03 * truth);
  });

  test("quantiles have the half-width that the binomial law gives", () => {
    // sqrt(p (1 - p) / n) / f(q), with t of the 99.9 % level.
    const expected = (studentQuantile(0.9995, 79) * Math.sqrt(0.99 * 0.01)) / Math.sqrt(400_000) / 0.01;
    const halfWidth = samples.quantile(0.99)?.halfWidth ?? Number.NaN;
    expect(halfWidth / expected).toBeGreaterThan(0.7);
    expect(halfWidth / expected).toBeLessThan(1.3);
  });

  test("a ratio of totals is exact, however unequal the batches", () => {
    const under = Array.from({ length: 40 }, (_, i) => 1 + i);
    const { estimate, halfWidth } = ratioInterval(
      under.map((value) => 3 * value),
      under,
      0.99,
    );
    expect(estimate).toBeCloseTo(3, 12);
    expect(halfWidth).toBeCloseTo(0, 10);
  });
});
