/** Independent failures with up to R retries, in one layer and stacked: AMP. */
import { z } from "zod";
import { Random } from "../../engine/random.js";
import { BatchedSamples } from "../../metrics/batches/batched-samples.js";
import type { Interval } from "../../metrics/confidence.js";
import { retryProfiles } from "../../model/retry/index.js";
import { wantedOf } from "../batch-totals.js";
import { LEVEL, type MakeFamily, type Plan } from "../family.js";
import { wholeNumber } from "../laws.js";
import { BATCHES } from "../queue-observer.js";

const parameters = z.strictObject({
  p_fail: z.number().min(0).max(1),
  max_retries: z.int().nonnegative(),
  layers: wholeNumber.default(1),
});

export const amplification: MakeFamily = (params) => {
  const { p_fail, max_retries, layers } = parameters.parse(params);
  return {
    // Every layer tries as often as it may when the bottom fails.
    exact: (metric) => (metric === "bottom_calls_per_user_request" ? (1 + max_retries) ** layers : undefined),
    simulate(plan) {
      const { attempts, successes } = simulate(p_fail, max_retries, plan);
      return wantedOf(plan.metrics, (metric) => {
        if (metric === "attempts_per_request") return attempts.mean();
        if (metric === "bottom_calls_per_user_request") return stacked(max_retries, layers, plan);
        return metric === "success_prob" ? successes.mean() : undefined;
      });
    },
  };
};

const message = { now: 0, age: 0, interval: 0, phase: 0, failure: "http 5xx", resumesAt: 0, failures: 0 } as const;
const profileOf = (retries: number) => retryProfiles.create("fixed", { retries, interval: "1s" });

/** Calls that a bottom layer gets which answers none, when every layer above tries again on its own. */
function stacked(retries: number, layers: number, { seed }: Plan): Interval {
  const [stream, profile] = [new Random(seed).stream("failures"), profileOf(retries)];
  const call = (layer: number): number => {
    if (layer === 0) return 1;
    let [calls, failures] = [0, 0];
    do calls += call(layer - 1);
    while (profile.nextDelay({ ...message, failures: ++failures }, stream) !== "give up");
    return calls;
  };
  return { estimate: call(layers), halfWidth: 0, values: 1 };
}

/** Requests one by one; whether one is tried again is the mail model's `fixed` profile's word. */
function simulate(failure: number, retries: number, { size, seed }: Plan) {
  const stream = new Random(seed).stream("failures");
  const profile = profileOf(retries);
  const [attempts, successes] = [0, 1].map(() => new BatchedSamples(BATCHES, [], false, LEVEL));
  if (attempts === undefined || successes === undefined) throw new Error("two of them");
  for (let request = 0; request < size; request++) {
    let failures = 0;
    let isOver = false;
    while (!isOver && stream.chance(failure)) {
      failures++;
      isOver = profile.nextDelay({ ...message, failures }, stream) === "give up";
    }
    const batch = Math.floor((request * BATCHES) / size);
    attempts.record(isOver ? failures : failures + 1, batch);
    successes.record(isOver ? 0 : 1, batch);
  }
  return { attempts, successes };
}
