import fc from "fast-check";
import { build } from "hdr-histogram-js";
import { describe, expect, test } from "vitest";
import { Random } from "../../src/engine/random.js";
import { Histogram } from "../../src/metrics/histogram.js";
import { Tally } from "../../src/metrics/tally.js";
import { HandClock } from "./clock.js";

const filled = (values: readonly number[]) => {
  const histogram = new Histogram("latency", new HandClock(), 60);
  for (const value of values) histogram.record(value);
  return histogram.between(0, 1);
};

/** The nearest-rank percentile of the values themselves. */
const exact = (values: readonly number[], p: number) =>
  [...values].sort((a, b) => a - b)[Math.max(1, Math.ceil(p * values.length - 1e-9)) - 1] ?? Number.NaN;

describe("percentiles", () => {
  test("are within 0.5 % of the exact ones from a microsecond to thirty days", () => {
    const values = fc.array(fc.double({ min: 1e-6, max: 30 * 86_400, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, p) => {
        const truth = exact(all, p);
        expect(Math.abs(filled(all).quantile(p) - truth)).toBeLessThanOrEqual(0.005 * truth);
      }),
    );
  });

  test("agree with HdrHistogram's of three digits on a million lognormal latencies", () => {
    const stream = new Random(7).stream("latency");
    const hdr = build({ lowestDiscernibleValue: 1, highestTrackableValue: 1e12, numberOfSignificantValueDigits: 3 });
    const histogram = new Histogram("latency", new HandClock(), 60);
    for (let i = 0; i < 1_000_000; i++) {
      const microseconds = Math.max(1, Math.round(Math.exp(9 + 1.5 * stream.normal())));
      hdr.recordValue(microseconds);
      histogram.record(microseconds / 1e6);
    }
    const tally = histogram.between(0, 1);
    expect(tally.count).toBe(hdr.totalCount);
    for (const p of [1, 10, 50, 90, 99, 99.9, 99.99, 100])
      expect(tally.quantile(p / 100) / (hdr.getValueAtPercentile(p) / 1e6)).toBeCloseTo(1, 2);
  });

  test("the largest and the mean are exact", () => {
    const tally = filled([0.123456, 7.654321, 3.5]);
    expect(tally.max).toBe(7.654321);
    expect(tally.quantile(1)).toBe(7.654321);
    expect(tally.mean).toBeCloseTo((0.123456 + 7.654321 + 3.5) / 3, 12);
  });

  test("of nothing there are none", () => {
    expect(filled([]).quantile(0.5)).toBeNaN();
    expect(filled([]).mean).toBeNaN();
  });

  test("zero and what rounding made negative are counted as zero", () => {
    const tally = filled([0, -1e-17, 4]);
    expect(tally.count).toBe(3);
    expect(tally.quantile(0.5)).toBe(0);
  });
});

describe("windows", () => {
  const clock = new HandClock();
  const histogram = new Histogram("latency", clock, 10, 25);
  for (const [time, value] of [
    [1, 1],
    [12, 2],
    [24, 3],
    [25, 4],
    [31, 5],
    [50, 6],
  ] as const) {
    clock.at(time);
    histogram.record(value);
  }
  clock.at(60);
  const count = (from: number, to: number) => histogram.between(from, to).count;

  test("hold the buckets that begin in them", () => {
    expect(count(0, 20)).toBe(2);
    expect(count(10, 50)).toBe(4);
    expect(count(11, 20)).toBe(0);
  });

  test("the bucket in which the warm-up ends is cut in two", () => {
    expect(count(20, 25)).toBe(1);
    expect(count(25, 60)).toBe(3);
  });

  test("cover the length of the buckets that begin in them, up to now", () => {
    expect(histogram.covered(0, 20)).toBe(20);
    expect(histogram.covered(11, 20)).toBe(0);
    expect(histogram.covered(25, 40)).toBe(15);
    expect(histogram.covered(50, 500)).toBe(10);
  });

  test("parts merge to the whole", () => {
    const merged = new Tally();
    for (const [from, to] of [
      [0, 10],
      [10, 25],
      [25, 60],
    ] as const)
      merged.merge(histogram.between(from, to));
    const whole = histogram.between(0, 60);
    expect(merged.count).toBe(whole.count);
    expect(merged.sum).toBeCloseTo(whole.sum, 12);
    expect(merged.cells).toEqual(whole.cells);
  });

  test("read into a tally that was used and cleared are as in a new one", () => {
    const used = histogram.between(0, 25);
    expect(histogram.between(25, 60, used.clear())).toEqual(histogram.between(25, 60));
  });

  test("the finest slices give every value back, however often it came", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 40 })), { maxLength: 60 }), (records) => {
        const hand = new HandClock();
        const fine = new Histogram("latency", hand, 1);
        for (const [step, times] of records) {
          hand.at(hand.now + step / 10);
          for (let i = 0; i < times; i++) fine.record(0.001 * times);
        }
        hand.at(hand.now + 1);
        expect(fine.between(0, hand.now).count).toBe(records.reduce((sum, [, times]) => sum + times, 0));
      }),
    );
  });
});
