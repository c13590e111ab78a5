/** The published attempt times of every deterministic profile, and how many attempts it makes before it gives up. */
import { expect, test } from "vitest";
import { retryProfiles } from "../../../src/model/retry/index.js";
import type { Failure } from "../../../src/model/vocabulary/reply.js";
import { attemptAges } from "./attempts.js";

/** `5m`, `2.44h`, `64s`, `5d`: a time as the table shows it, and how exactly. */
function seconds(text: string): { value: number; tolerance: number } {
  const [, number = "", unit = ""] = /^([\d.]+)([smhd])$/.exec(text) ?? [];
  const size = { s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? Number.NaN;
  const digits = number.split(".")[1]?.length ?? 0;
  return { value: Number(number) * size, tolerance: 0.5 * 10 ** -digits * size * 1.0001 };
}

interface Row {
  readonly profile: string;
  readonly options?: object;
  readonly phase?: number;
  readonly failure?: Failure;
  /** Retries 1, 2, …, rounded as displayed. */
  readonly times: string;
  /** The gap between all later ones, where the table says it. */
  readonly onwards?: string;
  /** All retries until it gives up. */
  readonly total?: number;
  /** When the last of them is. */
  readonly last?: string;
  /** How old a message may get. */
  readonly life?: string;
}

const rows: readonly Row[] = [
  {
    profile: "postfix",
    times: "5m 10m 20m 40m 80m 2.5h 3.67h 4.83h 6h 7.17h 8.33h 9.5h",
    onwards: "70m",
    total: 107,
    life: "5d",
  },
  {
    profile: "postfix",
    phase: 1 / 3,
    times: "6.7m 16.7m 36.7m 76.7m 2.44h 3.61h 4.78h 5.94h 7.11h 8.28h 9.44h 10.61h",
    onwards: "70m",
    total: 106,
    life: "5d",
  },
  {
    profile: "exim",
    times: "30m 60m 90m 2h 2.5h 3.5h 5h 7.5h 11h 16.5h 22.5h 28.5h",
    onwards: "6h",
    total: 24,
    life: "4d",
  },
  {
    profile: "exim",
    options: { queueRun: "5min" },
    times: "15m 30m 45m 60m 75m 90m 105m 2h 2.25h 3.25h 4.75h 7h",
    total: 28,
    life: "4d",
  },
  {
    profile: "exim",
    options: { queueRun: "60min" },
    times: "1h 2h 3h 4h 6h 9h 13h 19h 25h 31h 37h 43h",
    onwards: "6h",
    total: 21,
    life: "4d",
  },
  { profile: "sendmail", times: "30m 60m 90m 2h", onwards: "30m", total: 240, life: "5d" },
  { profile: "sendmail", options: { queueRun: "1h" }, times: "1h 2h 3h", onwards: "60m", total: 120, life: "5d" },
  { profile: "sendmail", options: { queueRun: "15min" }, times: "15m 30m 45m", onwards: "15m", total: 480, life: "5d" },
  { profile: "qmail", times: "6.7m 26.7m 60m 106.7m 2.78h 4h 5.44h 7.1h 9h 11.1h 13.4h 16h", total: 39, life: "7d" },
  {
    profile: "opensmtpd",
    times: "6.7m 26.7m 60m 106.7m 2.78h 4h 5.44h 7.1h 9h 11.1h 13.4h 16h",
    total: 29,
    life: "4d",
  },
  { profile: "haraka", times: "64s 3.2m 7.5m 16m 33m 67m 2.26h 4.5h 9.1h 18.2h 36.4h 72.8h", total: 12, last: "72.8h" },
  { profile: "zonemta", times: "5m 12m 20m 45m 2h 4h 8h 12h 16h 20h 24h 28h", onwards: "4h", total: 17, last: "48h" },
  { profile: "stalwart", times: "2m 7m 17m 32m 62m 2.03h 4.03h 28h", total: 8, life: "3d" },
  { profile: "postal", times: "5m 11.5m 20m 31m 45m 64m 88m 2h 2.67h 3.55h 4.7h 6.2h", total: 17, last: "23.75h" },
  { profile: "maddy", times: "15m 30m 45m 60m 90m 2.25h 3h 4h 5.25h 7h 9.25h 12h", total: 19, last: "66h" },
  {
    profile: "exchange",
    failure: "connection refused",
    times: "1m 2m 3m 4m 9m 14m 19m 24m 29m 34m 44m 54m",
    onwards: "10m",
    life: "2d",
  },
  { profile: "exchange", times: "15m 30m 45m 60m", onwards: "15m", total: 192, life: "2d" },
  { profile: "exchange", options: { messageRetry: "1min" }, times: "1m 2m 3m", onwards: "1m", life: "2d" },
  { profile: "exchange-online", times: "15m 45m 105m", onwards: "60m", life: "24h" },
  { profile: "mailgun-outbound", times: "10m 25m 55m 115m 235m 475m", total: 6, last: "475m" },
  { profile: "gmail", options: { noise: "0%" }, times: "362s 1742s 3396s 5924s 9723s 13784s 18545s 26086s" },
  { profile: "yahoo", times: "127s 339s 778s 1636s 3313s 6575s 13007s 25836s" },
  { profile: "hotmail", times: "61s 123s 184s 306s 487s 728s 970s" },
  { profile: "gmx", times: "302s 757s 1439s 2463s 3998s 6301s 9755s 14936s 22708s" },
  { profile: "celery", times: "3m 6m 9m", total: 3 },
  { profile: "spring", times: "1s 2s", total: 2 },
  { profile: "spring", options: { growth: "exponential", attempts: 4 }, times: "0.1s 0.3s 0.7s", total: 3 },
  { profile: "polly", times: "2s 4s 6s", total: 3 },
  { profile: "polly", options: { growth: "exponential" }, times: "2s 6s 14s", total: 3 },
  { profile: "polly", options: { growth: "linear" }, times: "2s 6s 12s", total: 3 },
  { profile: "smtplib", times: "", total: 0 },
  { profile: "http-library", times: "", total: 0 },
  { profile: "laravel", times: "", total: 0 },
];

test.each(rows)(
  "$profile $options $phase tries again at $times",
  ({ profile, options = {}, phase = 0, failure, times, onwards, total, last, life }) => {
    const ages = attemptAges(retryProfiles.create(profile, options), { phase, ...(failure && { failure }) });
    const wanted = times.split(" ").filter(Boolean).map(seconds);
    const far = wanted.flatMap(({ value, tolerance }, i) => {
      const found = ages[i] ?? Number.NaN;
      return Math.abs(found - value) <= tolerance + 1 ? [] : [`retry ${i + 1}: ${found} s instead of ${value} s`];
    });
    expect(far).toEqual([]);
    if (total !== undefined) expect(ages).toHaveLength(total);
    if (last !== undefined) expectAbout(ages.at(-1) ?? 0, last);
    if (onwards !== undefined) for (const gap of gapsAfter(ages, wanted.length)) expectAbout(gap, onwards);
    if (life !== undefined) expectGivenUp(ages, seconds(life).value);
  },
);

function expectAbout(found: number, text: string): void {
  const { value, tolerance } = seconds(text);
  expect(Math.abs(found - value)).toBeLessThanOrEqual(tolerance + 1);
}

/** Between the retries from number `known` on. */
function gapsAfter(ages: readonly number[], known: number): number[] {
  const gaps = ages.slice(known).map((age, i) => age - (ages[known + i - 1] ?? 0));
  expect(gaps.length).toBeGreaterThan(0);
  return gaps;
}

/**
 * The last try is the first one of a message that is too old, or the last one that is not, with the next too far away.
 */
function expectGivenUp(ages: readonly number[], life: number): void {
  const [before = 0, last = 0] = ages.slice(-2);
  expect(before).toBeLessThan(life);
  expect(last >= life || last + 4 * (last - before) > life).toBe(true);
}

test("KumoMTA's times are the published ones on average, and its last retry is the eighth in seven days", () => {
  const times = "20m 60m 2.33h 5h 10.3h 21h 42.3h 85h".split(" ");
  const runs = Array.from({ length: 200 }, (_, seed) => attemptAges(retryProfiles.create("kumomta", {}), { seed }));
  for (const ages of runs) expect(ages).toHaveLength(times.length);
  for (const [i, text] of times.entries())
    expectAbout(runs.reduce((sum, ages) => sum + (ages[i] ?? 0), 0) / runs.length, text);
});

test("maddy cuts its factor down to a whole number", () => {
  const ages = attemptAges(retryProfiles.create("maddy", {}));
  const factors = ages.map((age, i) => (age - (ages[i - 1] ?? 0)) / 900);
  expect(factors).toEqual([1, 1, 1, 1, 2, 3, 3, 4, 5, 7, 9, 11, 14, 18, 22, 28, 35, 44, 55]);
});

test("nodemailer's pool loops on connections that close before their banner, and gives up on anything else", () => {
  const pool = () => retryProfiles.create("nodemailer-pool", {});
  const [first, second] = attemptAges(pool(), { failure: "connection lost", most: 1000 });
  expect(first).toBeCloseTo(0.05);
  expect(second).toBeCloseTo(0.1);
  expect(attemptAges(pool(), { failure: "connection lost", most: 1000 })).toHaveLength(1000);
  expect(attemptAges(pool(), { failure: "banner 421" })).toEqual([]);
  const bounded = retryProfiles.create("nodemailer-pool", { maxRequeues: 3 });
  expect(attemptAges(bounded, { failure: "connection lost" })).toHaveLength(3);
});
