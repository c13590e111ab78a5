/** What holds of every arrival pattern: it keeps the population's rate, goes on in time, and is the seed's. */
import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/engine/random.js";
import { arrivalPatterns } from "../../../../src/model/senders/arrival/index.js";

/** Patterns that cannot do with defaults alone. */
const written: Record<string, object> = { trace: { times: ["0s", "1h"], every: "2h" } };
/** Patterns that do not follow the population's rate: a recorded trace has its own. */
const own: Record<string, number> = { trace: 1 / 3600 };

const WEEK = 7 * 86_400;
const RATE = 0.05;

function patternOf(name: string, rate = RATE) {
  return arrivalPatterns.create(name, written[name] ?? {}, rate, 0);
}

/** The times of arrivals up to a time, a batch as often as it is large. */
function timesOf(name: string, seed: number, until: number): number[] {
  const pattern = patternOf(name);
  const stream = new Random(seed).stream("arrivals");
  const times: number[] = [];
  for (let now = pattern.next(0, stream); now < until; now = pattern.next(now, stream))
    for (let i = pattern.size(stream); i > 0; i--) times.push(now);
  return times;
}

describe.each(arrivalPatterns.names)("arrivals %s", (name) => {
  const expected = own[name] ?? RATE;

  test("says its rate: the population's, or its own", () => {
    expect(patternOf(name).rate).toBeCloseTo(expected, 9);
  });

  test("keeps its rate over weeks", () => {
    const weeks = 8;
    const times = timesOf(name, 3, weeks * WEEK);
    // Bursts of a minute in eleven cluster arrivals: 3 % is beyond four standard deviations of their count as well.
    expect(Math.abs(times.length / (expected * weeks * WEEK) - 1)).toBeLessThan(0.03);
  });

  test("never goes back in time", () => {
    const times = timesOf(name, 1, WEEK);
    expect(times.length).toBeGreaterThan(100);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test("is the seed's, and nothing else's", () => {
    expect(timesOf(name, 1, WEEK)).toEqual(timesOf(name, 1, WEEK));
  });
});
