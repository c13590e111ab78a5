/**
 * M. Brooker's simple collapse model: a service that slows down as more is in it, three tries of 3 s, 40 requests a
 * second, 80 (or 200) from 20 s to 25 s. His program prints means of ten runs; single runs either recover or collapse.
 */
import { describe, expect, test } from "vitest";
import { retryProfiles } from "../../src/model/retry/index.js";
import { CrowdedService, type CrowdedServiceOptions } from "../../src/verify/crowded-service.js";

/** Full jitter over 20 s, then 40 s: the published client doubles its 10 s before it first uses them. */
const backoff = () => retryProfiles.create("exponential", { first: "20s", longest: "1h", jitter: "full" });

const spike = (times: number) => [
  { at: 20, share: 1 },
  { at: 20, share: times },
  { at: 25, share: times },
  { at: 25, share: 1 },
];

/** To 80 a second at 25 s, and down to none at 75 s. */
const ramp = [
  { at: 0, share: 0.5 },
  { at: 25, share: 1 },
  { at: 75, share: 0 },
];

const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** What happens per second between two times. */
function between(from: number, to: number, options: CrowdedServiceOptions) {
  const one = new CrowdedService(options);
  one.calendar.run(from);
  const { succeeded, retries, timeouts } = one;
  one.calendar.run(to);
  const per = (now: number, before: number) => (now - before) / (to - from);
  return {
    goodput: per(one.succeeded, succeeded),
    retries: per(one.retries, retries),
    timeouts: per(one.timeouts, timeouts),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a spike to 80 a second for 5 s", () => {
  test("without backoff four runs in five never recover: goodput 7 to 9 of 40 on average, 64 retries, 95 to 100 timeouts", () => {
    const runs = seeds(60).map((seed) => between(60, 78, { rate: 40, demand: spike(2), seed }));
    const collapsed = runs.filter(({ goodput }) => goodput < 1);
    expect(runs.filter(({ goodput }) => goodput > 36).length + collapsed.length).toBe(60);
    expect(collapsed.length / 60).toBeGreaterThan(0.72);
    expect(collapsed.length / 60).toBeLessThan(0.92);
    expect(mean(runs.map(({ goodput }) => goodput))).toBeGreaterThan(4);
    expect(mean(runs.map(({ goodput }) => goodput))).toBeLessThan(12);
    expect(Math.abs(mean(runs.map(({ retries }) => retries)) - 64)).toBeLessThan(8);
    expect(Math.abs(mean(runs.map(({ timeouts }) => timeouts)) - 97.5)).toBeLessThan(12);
  });

  test("exponential backoff with full jitter is back at 39 to 51 a second by 35 s, in every run at 60 s", () => {
    const runs = (from: number, to: number) =>
      seeds(10).map((seed) => between(from, to, { rate: 40, demand: spike(2), profile: backoff(), seed }).goodput);
    const goodput = mean(runs(33, 37));
    expect(goodput).toBeGreaterThan(39);
    expect(goodput).toBeLessThan(51);
    expect(Math.min(...runs(60, 78))).toBeGreaterThan(35);
  });
});

test.each([
  ["no backoff", undefined],
  ["backoff", backoff],
])("a ramp to 80 a second and down again, with %s: goodput 0 although load falls below 10", (_, profile) => {
  for (const seed of seeds(6)) {
    const options = { rate: 80, demand: ramp, seed, ...(profile && { profile: profile() }) };
    expect(between(69, 78, options).goodput).toBeLessThan(0.2);
  }
});

/**
 * The collapsed state feeds itself where three tries a request take longer than the timeout: 1 / (1 - 3 lambda / 100)
 * above 2.8 to 3 s.
 */
describe.each([
  ["no backoff", undefined],
  ["backoff", backoff],
])("a spike to 200 a second for 5 s, with %s", (_, profile) => {
  const goodputs = (rate: number) =>
    seeds(6).map((seed) => {
      const options = { rate, demand: spike(200 / rate), seed, ...(profile && { profile: profile() }) };
      return between(180, 200, options).goodput;
    });

  test.each([16, 18, 20, 22])("%i a second recover in six runs of six", (rate) => {
    expect(Math.min(...goodputs(rate))).toBeGreaterThan(0.85 * rate);
  });

  test("24 a second collapse in most", () => {
    expect(goodputs(24).filter((goodput) => goodput < 1).length).toBeGreaterThanOrEqual(4);
  });

  test.each([26, 35, 45])("%i a second collapse in six runs of six", (rate) => {
    expect(Math.max(...goodputs(rate))).toBe(0);
  });
});
