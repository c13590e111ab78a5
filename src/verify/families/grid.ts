/**
 * Who fails in a stall and retries at a fixed interval is late by more than the stall's rest: GRID. The mail model's
 * `fixed` profile.
 */
import { z } from "zod";
import { retryProfiles } from "../../model/retry/index.js";
import type { MakeFamily } from "../family.js";
import { positiveNumber } from "../laws.js";

const parameters = z.strictObject({ S: positiveNumber, r: positiveNumber });

export const grid: MakeFamily = (params) => {
  const { S, r } = parameters.parse(params);
  const delay = meanDelay(S, r);
  const exact: Record<string, number> = {
    mean_extra_delay: delay,
    mean_residual_stall: S / 2,
    attempts_mean_during: 1 + delay / r,
    inflation: delay / (S / 2),
  };
  return { exact: (metric) => exact[metric] };
};

/**
 * Of arrivals spread evenly over the stall: the k-th retry serves those whose rest of the stall lies between k - 1 and
 * k waits.
 */
function meanDelay(stall: number, interval: number): number {
  const waits = waitsUntil(stall, interval);
  let [mean, before] = [0, 0];
  for (const age of waits) {
    mean += (age * (Math.min(age, stall) - before)) / stall;
    before = Math.min(age, stall);
  }
  return mean;
}

/** Ages at which the profile tries again, up to the first after the stall. */
function waitsUntil(stall: number, interval: number): number[] {
  const profile = retryProfiles.create("fixed", { interval: `${interval}s`, retries: Number.MAX_SAFE_INTEGER });
  const message = { now: 0, age: 0, failures: 0, interval: 0, phase: 0, failure: "banner 421", resumesAt: 0 } as const;
  const ages: number[] = [];
  for (let age = 0; age < stall; ) {
    const delay = profile.nextDelay({ ...message, now: age, age, failures: ages.length + 1 }, undefined as never);
    if (delay === "give up") break;
    age += delay;
    ages.push(age);
  }
  return ages;
}
