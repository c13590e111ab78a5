/** Profiles with chance in them: the bounds and the mean of each wait, over many messages. */
import { describe, expect, test } from "vitest";
import { Random } from "../../../src/engine/random.js";
import { retryProfiles } from "../../../src/model/retry/index.js";
import type { Postponed } from "../../../src/model/vocabulary/retry-profile.js";
import { attemptAges } from "./attempts.js";

const MESSAGES = 20_000;

/** The waits after failure number `failures`, of many messages; those that give up are left out. */
function waits(profile: string, options: object, failures: number): number[] {
  const stream = new Random(1).stream("test");
  const made = retryProfiles.create(profile, options);
  const message: Postponed = { now: 0, age: 0, failures, interval: 0, phase: 0, failure: "http 5xx", resumesAt: 0 };
  return Array.from({ length: MESSAGES }, () => {
    message.interval = 0;
    return made.nextDelay(message, stream);
  }).filter((delay) => delay !== "give up");
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Profile, options, failure, least, most, mean. */
test.each([
  ["kumomta", {}, 1, 1170, 1230, 1200],
  ["kumomta", {}, 4, 9570, 9630, 9600],
  ["aws-standard", {}, 1, 0, 1, 0.5],
  ["aws-standard", {}, 2, 0, 2, 1],
  ["sidekiq", { poll: "0s" }, 1, 15, 24, 19.5],
  ["sidekiq", { poll: "0s" }, 2, 16, 35, 25.5],
  ["sidekiq", {}, 1, 15, 34, 24.5],
  ["celery", { backoff: "10s" }, 1, 0, 10, 5],
  ["celery", { backoff: "10s", retries: 9 }, 8, 0, 600, 300],
  ["activejob", {}, 1, 3, 3.45, 3.225],
  ["activejob", { growth: "polynomial" }, 3, 83, 95.15, 89.075],
  ["laravel", { tries: 5 }, 1, 0, 3, 1.5],
  ["polly", { jitter: true }, 1, 1.5, 2.5, 2],
  ["grpc", {}, 1, 0.08, 0.12, 0.1],
  ["grpc", {}, 3, 0.32, 0.48, 0.4],
  ["envoy", {}, 1, 0, 0.025, 0.0125],
  ["envoy", { retries: 9 }, 8, 0, 0.25, 0.125],
  ["gmail", {}, 1, 271.5, 452.5, 362],
  ["exponential", { jitter: "full" }, 1, 0, 60, 30],
  ["exponential", { jitter: "equal" }, 2, 60, 120, 90],
])(
  "%s %o waits after failure %i from %d to %d s, on average %d s",
  (profile, options, failures, least, most, expected) => {
    const found = waits(profile, options, failures);
    expect(found).toHaveLength(MESSAGES);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...found)).toBeLessThanOrEqual(most + 1e-9);
    expect(Math.abs(mean(found) / expected - 1)).toBeLessThan(0.02);
  },
);

test("sidekiq's mean times are the published ones", () => {
  // In seconds as displayed, and half of the last digit.
  const published = [
    [20, 0.5],
    [48, 3],
    [90, 3],
    [204, 3],
    [504, 3],
    [1170, 3],
    [2520, 30],
    [4980, 30],
    [9000, 180],
    [15_840, 180],
    [25_920, 180],
    [40_680, 180],
  ] as const;
  let age = 0;
  for (const [i, [time, half]] of published.entries()) {
    age += mean(waits("sidekiq", { poll: "0s" }, i + 1));
    expect(Math.abs(age - time)).toBeLessThanOrEqual(half + 0.5);
  }
});

test("sidekiq's last retry is its 25th, after about 20.4 d", () => {
  const runs = Array.from({ length: 50 }, (_, seed) => attemptAges(retryProfiles.create("sidekiq", {}), { seed }));
  for (const ages of runs) expect(ages).toHaveLength(25);
  expect(mean(runs.map((ages) => ages.at(-1) ?? 0)) / 86_400).toBeCloseTo(20.4, 1);
});

describe("human", () => {
  test("one in five clicks again, after a minute and a half in the median", () => {
    const found = waits("human", {}, 1).sort((a, b) => a - b);
    expect(found.length / MESSAGES).toBeCloseTo(0.2, 1);
    expect(found[Math.floor(found.length / 2)]).toBeGreaterThan(80);
    expect(found[Math.floor(found.length / 2)]).toBeLessThan(100);
  });

  test("at most twice", () => {
    expect(waits("human", {}, 3)).toEqual([]);
  });
});

test("polly's decorrelated jitter has the wait as the median of its first one, and grows", () => {
  const first = waits("polly", { growth: "exponential", jitter: true }, 1).sort((a, b) => a - b);
  expect(first[MESSAGES / 2]).toBeGreaterThan(1.5);
  expect(first[MESSAGES / 2]).toBeLessThan(2.2);
});
