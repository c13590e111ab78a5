/**
 * Debian's Postfix, run by the test: forty messages, one a second, to one smarthost that refuses for a minute and then
 * accepts; once with 421 at the banner, once with 450 after the final dot. The model says beforehand what its log will
 * show. Timers are scaled to 4 and 20 s, so that a second of the clock is a fifth of a scan: hence a band over scan
 * phases.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { logged, type Outcome, simulated, sum, type Trial } from "./outcome.js";
import { postfixLog } from "./real-postfix.js";
import type { SinkRefusal } from "./smarthost.js";

const timers = { messages: 40, recovery: 60, minimalBackoff: 4, maximalBackoff: 20 };
const banner: Trial = { ...timers, refusal: "stage: banner, code: 421" };
const dot: Trial = { ...timers, refusal: "stage: dot, code: 450" };
const atBanner: SinkRefusal = ["-r", "connect", "-b", "421 4.3.2 Service not available"];
const afterDot: SinkRefusal = ["-r", "."];

/** What the model foretells, over forty phases of the queue scans. */
const runsOf = (trial: Trial) => Array.from({ length: 40 }, (_, i) => simulated(trial, i + 1));
const foretold = new Map([banner, dot].map((trial) => [trial, runsOf(trial)]));

/** Expects the real figure inside the band of the simulated ones, `slack` beyond its ends allowed. */
function expectForetold(trial: Trial, real: Outcome | undefined, of: (run: Outcome) => number, slack: number): void {
  const values = (foretold.get(trial) ?? []).map(of);
  const found = real ? of(real) : Number.NaN;
  expect(found).toBeGreaterThanOrEqual(Math.min(...values) - slack);
  expect(found).toBeLessThanOrEqual(Math.max(...values) + slack);
}

const attempts = ({ deferrals }: Outcome) => sum(deferrals);
const suspended = (run: Outcome) => run.suspended;
const meanDelivery = ({ deliveries }: Outcome) => sum(deliveries) / deliveries.length;
const lastDelivery = ({ deliveries }: Outcome) => Math.max(...deliveries);

let [realBanner, realDot]: Outcome[] = [];

beforeAll(async () => {
  const logs = await Promise.all([postfixLog(banner, atBanner), postfixLog(dot, afterDot)]);
  [realBanner, realDot] = logs.map((text) => logged(text, timers.recovery));
}, 240_000);

describe.each([
  ["421 at the banner", banner, () => realBanner],
  ["450 after the final dot", dot, () => realDot],
] as const)("%s", (_, trial, real) => {
  test("every message is delivered in the end", () => {
    expect(real()?.deliveries.length).toBe(trial.messages);
  });

  test("as many attempts fail as foretold, within 3 %", () => {
    expectForetold(trial, real(), attempts, 0.03 * attempts(real() as Outcome));
  });

  test("as many waits begin untried, for the destination is suspended", () => {
    expectForetold(trial, real(), suspended, trial === dot ? 0 : 6);
  });

  test("deliveries follow the recovery as foretold, the mean and the last within a second or so", () => {
    expectForetold(trial, real(), meanDelivery, 1);
    expectForetold(trial, real(), lastDelivery, 1.5);
  });
});

test("the refusal at the banner silences the sender: a fraction of the attempts, and the rest put off", () => {
  expect(attempts(realBanner as Outcome)).toBeLessThan(attempts(realDot as Outcome) / 2);
  expect(realDot?.suspended).toBe(0);
});
