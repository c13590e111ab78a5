/**
 * Every retry profile, and the next one, keeps the same promises; the exact ones reproduce the published attempt times.
 */
import { describe, expect, test } from "vitest";
import { retryProfiles } from "../../../src/model/retry/index.js";
import type { Failure } from "../../../src/model/vocabulary/reply.js";
import { attemptAges } from "./attempts.js";

/** Every way in which an attempt can fail. */
const FAILURES: readonly Failure[] = [
  "connect timeout",
  "connection refused",
  "banner 421",
  "banner 4xx",
  "banner timeout",
  "tls",
  "auth",
  "transaction 4xx",
  "transaction 421",
  "rejected",
  "response timeout",
  "connection lost",
  "http 429",
  "http 5xx",
];

const MINUTE = 60;
const HOUR = 3600;

describe.each(retryProfiles.choices)("retry profile $name", ({ name }) => {
  test("waits a positive time after each failure, and gives up in the end", () => {
    const ages = attemptAges(retryProfiles.create(name, {}), { phase: 0.5 });
    expect(ages.length).toBeLessThan(10_000);
    ages.forEach((age, i) => {
      expect(age).toBeGreaterThan(ages[i - 1] ?? 0);
    });
  });

  test("says of every failure whom it concerns, and how long it waits for an answer", () => {
    const { reaction, patience, connection } = retryProfiles.create(name, {});
    for (const failure of FAILURES) expect(["message", "destination"]).toContain(reaction(failure));
    for (const wait of [patience.connect, patience.banner, patience.dot]) expect(wait).toBeGreaterThan(0);
    expect(connection.messages).toBeGreaterThanOrEqual(1);
  });

  test("rejects an option it does not know", () => {
    expect(() => retryProfiles.create(name, { frist: "60s" })).toThrow(/frist/);
  });

  test("has a destination that is open at first", () => {
    const destination = retryProfiles.create(name, {}).destination(0);
    expect(destination.window).toBeGreaterThan(0);
    expect(destination.resumesAt).toBeLessThanOrEqual(0);
  });
});

/** Published attempt times, in minutes. */
test.each([
  ["postfix, scans from 0", "postfix", {}, 0, [5, 10, 20, 40, 80, 150, 220, 290, 360, 430, 500, 570]],
  [
    "postfix, scans from 100 s",
    "postfix",
    {},
    1 / 3,
    [6.7, 16.7, 36.7, 76.7, 146.7, 216.7, 286.7, 356.7, 426.7, 496.7, 566.7, 636.7],
  ],
  ["exim, runner 30 min", "exim", {}, 0, [30, 60, 90, 120, 150, 210, 300, 450, 660, 990, 1350, 1710]],
  ["exim, runner 60 min", "exim", { queueRun: "60min" }, 0, [60, 120, 180, 240, 360, 540, 780, 1140, 1500, 1860]],
])("%s tries again when the real one does", (_title, name, options, phase, minutes) => {
  const ages = attemptAges(retryProfiles.create(name, options), { phase, most: minutes.length });
  expect(ages.map((age) => Math.round((age / MINUTE) * 10) / 10)).toEqual(minutes);
});

test("postfix makes about 107 attempts in five days, exim 24 in four", () => {
  expect(attemptAges(retryProfiles.create("postfix", {}))).toHaveLength(107);
  expect(attemptAges(retryProfiles.create("exim", {}))).toHaveLength(24);
});

test("postfix suspends a destination after three failures in a row from a window of five, for five minutes", () => {
  const destination = retryProfiles.create("postfix", {}).destination(0);
  destination.failed(10.5, 1, "banner 421");
  destination.failed(11.5, 1, "banner 421");
  expect(destination.resumesAt).toBeLessThanOrEqual(11.5);
  destination.failed(12.5, 1, "banner 421");
  expect(destination.resumesAt).toBe(312);
});

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
  [5, 3],
  [6, 4],
  [8, 5],
  [10, 7],
  [20, 13],
])("from a window of %i, postfix suspends a destination at failure %i", (window, failures) => {
  const destination = retryProfiles.create("postfix", { initialConcurrency: window }).destination(0);
  let count = 0;
  while (destination.resumesAt <= 1) {
    destination.failed(1, 1, "banner 421");
    count++;
  }
  expect(count).toBe(failures);
});

test("exponential backoff without jitter doubles up to its longest wait", () => {
  const profile = retryProfiles.create("exponential", { jitter: "none", first: "60s", longest: "1h", retries: 8 });
  const ages = attemptAges(profile);
  const gaps = ages.map((age, i) => age - (ages[i - 1] ?? 0));
  expect(gaps).toEqual([60, 120, 240, 480, 960, 1920, HOUR, HOUR]);
});
