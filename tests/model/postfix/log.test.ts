/**
 * A run of a real Postfix 3.7.11, its timers divided by 60: 150 messages, one a second, to one smarthost that answers
 * 450 after the final dot for 300 s and then accepts. What its log says, and what the profile does in the same place.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { logged, median, type Outcome, simulated, sum } from "./outcome.js";

const trial = { messages: 150, recovery: 300, minimalBackoff: 5, maximalBackoff: 67, refusal: "stage: dot, code: 450" };
const log = gunzipSync(readFileSync(new URL("../../data/postfix-3.7-dot450.log.gz", import.meta.url))).toString();

/** How many messages were deferred 6, 7, 8, 9 times. */
const spread = ({ deferrals }: Outcome) => [6, 7, 8, 9].map((count) => deferrals.filter((one) => one === count).length);

/** Each seed is another phase of the queue scans; the log's own is one of them. */
const runs = Array.from({ length: 40 }, (_, i) => simulated(trial, i + 1));
const real = logged(log, trial.recovery);

test("the log: 1,086 deferrals, none without an attempt", () => {
  expect(sum(real.deferrals)).toBe(1086);
  expect(real.suspended).toBe(0);
  expect(spread(real)).toEqual([26, 69, 48, 7]);
});

describe("simulated, with forty phases of the queue scans", () => {
  const most = (is: (run: Outcome) => boolean) => runs.filter(is).length;

  test("no message is put off untried", () => {
    expect(most(({ suspended }) => suspended === 0)).toBe(40);
  });

  test("deferrals are the log's within 1 %, but for scans on the very edge of a second", () => {
    expect(most(({ deferrals }) => Math.abs(sum(deferrals) / 1085 - 1) <= 0.01)).toBeGreaterThanOrEqual(36);
  });

  test("some phase gives each message as many deferrals as the log", () => {
    expect(runs.some((run) => run.deferrals.join() === real.deferrals.join())).toBe(true);
  });

  test("deliveries after the recovery: half within 37.5 ± 3 s, the last after 64.5 to 70.5 s", () => {
    expect(most(({ deliveries }) => Math.abs(median(deliveries) - 37.5) <= 3)).toBe(40);
    expect(most(({ deliveries }) => Math.max(...deliveries) >= 64.5 && Math.max(...deliveries) <= 70.5)).toBe(40);
  });

  test("with the log's phase, half are delivered as in the log, half a second of its whole seconds aside", () => {
    const same = runs.find((run) => run.deferrals.join() === real.deferrals.join());
    expect(Math.abs(median(same?.deliveries ?? []) - median(real.deliveries) - 0.5)).toBeLessThanOrEqual(1);
  });
});
