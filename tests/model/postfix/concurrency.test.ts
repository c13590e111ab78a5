/**
 * Postfix's concurrency feedback against the figures of its SCHEDULER_README: a server that takes five connections of a
 * client and answers 421 to the sixth, 1 s per recipient, two recipients a delivery; the first run of 1000 deliveries.
 * Those runs are of Postfix 2.5, which rounded nothing; the source of 3.7 rounds half a feedback ahead, and defers
 * less.
 */
import { expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

/** Feedback, share deferred, mean concurrency and its spread. */
test.each([
  ["1", 49.7, 5.63, 0.67],
  ["1/sqrt_concurrency", 24.5, 5.28, 0.45],
  ["1/concurrency", 16.5, 5.17, 0.38],
])("feedback %s: %d per cent deferred, concurrency %d ± %d", async (feedback, deferred, concurrency, spread) => {
  const text = `
version: 1
name: scheduler-readme
clock: { duration: 10min, bucket: 1s }
senders:
  - name: client
    hosts: 1
    rate: 1/s
    arrivals: { pattern: trace, times: ["1s"] }
    burst: 1000
    roundTrip: 1ms
    tls: false
    authenticates: false
    retry: { profile: postfix, reuse: false, queueRunDelay: 1d, positiveFeedback: "${feedback}", negativeFeedback: "${feedback}", feedbackRounding: none }
intake:
  nodes: 1
  sessions: 10
  connectionsPerClient: 5
  stages: { banner: 0s, ehlo: 0s, mail: 0s, data: { shape: uniform, from: 1.9s, to: 2.1s } }
`;
  const { totals, series } = await runScenario(loadScenario({ name: "scheduler.yaml", text }, scenarioSchema), 1);
  const { accepted, refused421 } = totals.attempts.byOutcome;
  expect(accepted + refused421).toBe(1000);
  expect(Math.abs((100 * refused421) / 1000 - deferred)).toBeLessThanOrEqual(2);
  // What the client uses: sessions at the server, and now and then one more that is refused at once.
  const busy = (series.metrics["intake.sessions"]?.values ?? []).filter((value) => (value ?? 0) > 1);
  const mean = busy.reduce((sum: number, value) => sum + (value ?? 0), 0) / busy.length;
  expect(mean).toBeGreaterThan(concurrency - 2 * spread - 0.4);
  expect(mean).toBeLessThan(concurrency + spread);
});
