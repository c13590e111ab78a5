/**
 * A server whose clients time out and retry at once: the shortest stall after which it never recovers (META), and
 * limits (METALIM).
 */
import { z } from "zod";
import { RenewalArrivals } from "../../engine/arrival/renewal.js";
import { Deterministic } from "../../engine/distribution/deterministic.js";
import { wantedOf } from "../batch-totals.js";
import type { MakeFamily } from "../family.js";
import { positiveNumber, wholeNumber } from "../laws.js";
import { RetryStorm } from "../retry-storm.js";

const critical = z.strictObject({
  rho: positiveNumber,
  max_retries: wholeNumber,
  mu: positiveNumber,
  tau: positiveNumber,
});
type Critical = z.output<typeof critical>;

const limits = z.looseObject({ mu: positiveNumber, tau: positiveNumber, max_retries: z.int().nonnegative() });

export const metastable: MakeFamily = (params) => {
  const given = critical.parse(params);
  return {
    // Nothing in it is random.
    sizes: { short: 1, full: 1 },
    simulate: ({ metrics }) =>
      wantedOf(metrics, (metric) =>
        metric.startsWith("critical_stall_S")
          ? { estimate: criticalStall(given), halfWidth: TOLERANCE * given.tau, values: 1 }
          : undefined,
      ),
  };
};

/** Collapse feeds itself while every request makes 1 + R attempts: lambda (1 + R) > mu. */
export const metastableLimits: MakeFamily = (params) => {
  const { mu, tau, max_retries } = limits.parse(params);
  const exact: Record<string, number> = {
    lambda_threshold_for_persistence: mu / (1 + max_retries),
    amplification_collapsed: 1 + max_retries,
    safe_queue_bound: mu * tau,
  };
  return { exact: (metric) => exact[metric] };
};

/** In timeouts: how closely the stall is found, and how long a run is watched. */
const TOLERANCE = 0.005;
const HORIZON = 160;
const WATCHED = 20;

/** By halving between a stall of one timeout, which is harmless, and the fluid bound tau (1 + sum of 1 - k rho). */
function criticalStall(given: Critical): number {
  const { rho, max_retries, tau } = given;
  let bound = 1;
  for (let k = 1; k <= Math.min(max_retries + 1, Math.floor(1 / rho)); k++) bound += 1 - k * rho;
  let [harmless, fatal] = [tau, (bound + 0.1) * tau];
  while (fatal - harmless > TOLERANCE * tau) {
    const stall = (harmless + fatal) / 2;
    if (recovers(given, stall)) harmless = stall;
    else fatal = stall;
  }
  return (harmless + fatal) / 2;
}

/**
 * True when at least half of the offered requests succeed again at the end. Everything is deterministic; the stall
 * meets an empty server.
 */
function recovers({ rho, max_retries, mu, tau }: Critical, stall: number): boolean {
  const storm = new RetryStorm({
    arrivals: new RenewalArrivals(new Deterministic(1 / (rho * mu))),
    service: new Deterministic(1 / mu),
    timeout: tau,
    retries: max_retries,
    seed: 1,
  });
  storm.stall(tau, stall);
  storm.calendar.run((HORIZON - WATCHED) * tau);
  const [offered, succeeded] = [storm.offered, storm.succeeded];
  storm.calendar.run(HORIZON * tau);
  return storm.succeeded - succeeded > 0.5 * (storm.offered - offered);
}
