import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Counter } from "../../src/metrics/counter.js";
import { Gauge } from "../../src/metrics/gauge.js";
import { Level } from "../../src/metrics/level.js";
import { HandClock } from "./clock.js";

const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.nat(9)), { minLength: 1, maxLength: 200 });

describe("a counter", () => {
  test("puts each event into the bucket of its time", () => {
    fc.assert(
      fc.property(steps, (events) => {
        const clock = new HandClock();
        const counter = new Counter("messages", clock, 10);
        const expected = new Float64Array(10_000);
        for (const [gap, amount] of events) {
          clock.at(clock.now + gap / 8);
          counter.add(amount);
          expected[Math.floor(clock.now / 10)]! += amount;
        }
        const buckets = Math.floor(clock.now / 10) + 1;
        expect(counter.perBucket(buckets)).toEqual(expected.subarray(0, buckets));
        expect(counter.total).toBe(expected.reduce((sum, amount) => sum + amount, 0));
      }),
    );
  });

  test("knows when the first in each bucket was, and that there was none", () => {
    const clock = new HandClock();
    const counter = new Counter("messages", clock, 10);
    for (const time of [12.5, 13, 31]) {
      clock.at(time);
      counter.increment();
    }
    const none = Number.POSITIVE_INFINITY;
    expect([...counter.firstPerBucket(4)]).toEqual([none, 12.5, none, 31]);
  });

  test("what happens at the very end belongs to the last bucket", () => {
    const clock = new HandClock().at(20);
    const counter = new Counter("messages", clock, 10);
    counter.increment();
    expect([...counter.perBucket(2)]).toEqual([0, 1]);
    expect([...counter.firstPerBucket(2)]).toEqual([Number.POSITIVE_INFINITY, 20]);
  });

  test("a bucket of a tenth of a second keeps its edges in spite of rounding", () => {
    const clock = new HandClock();
    const counter = new Counter("messages", clock, 0.1);
    for (let i = 0; i < 1000; i++) {
      clock.at(i * 0.1);
      counter.increment();
    }
    expect(counter.perBucket(1000).every((amount) => amount === 1)).toBe(true);
  });
});

describe("a level", () => {
  test("has the time-weighted mean and the peak of every bucket", () => {
    fc.assert(
      fc.property(steps, (changes) => {
        const clock = new HandClock();
        const level = new Level("queue", clock, 10);
        const areas = new Float64Array(10_000);
        let value = 0;
        for (const [gap, next] of changes) {
          // In eighths of a second all sums are exact.
          for (let i = 0; i < gap; i++) areas[Math.floor((clock.now + i / 8) / 10)]! += value / 8;
          clock.at(clock.now + gap / 8);
          level.set(next);
          value = next;
        }
        const whole = Math.floor(clock.now / 10);
        const means = level.means(whole + 1);
        for (let i = 0; i < whole; i++) expect(means[i]).toBeCloseTo(areas[i]! / 10, 9);
      }),
    );
  });

  test("a peak counts however short it lasted, and a value that stays is a peak later", () => {
    const clock = new HandClock().at(3);
    const level = new Level("queue", clock, 10);
    level.set(7);
    level.set(2);
    clock.at(25);
    level.set(1);
    expect([...level.peaks(3)]).toEqual([7, 2, 2]);
  });

  test("reading changes nothing", () => {
    const clock = new HandClock();
    const level = new Level("queue", clock, 10);
    level.add(4);
    clock.at(15);
    expect([...level.means(2)]).toEqual([4, 4]);
    clock.at(20);
    level.set(0);
    expect([...level.means(2)]).toEqual([4, 4]);
  });
});

test("a gauge keeps the last reading of each bucket, and NaN where it was not read", () => {
  const clock = new HandClock();
  const gauge = new Gauge("backlog", clock, 10, () => clock.now);
  for (const time of [10, 14, 20, 40]) {
    clock.at(time);
    gauge.sample();
  }
  expect([...gauge.perBucket(4)]).toEqual([10, 20, Number.NaN, 40]);
});
