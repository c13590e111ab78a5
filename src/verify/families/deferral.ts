/**
 * Attempts that fail independently and come again after the gaps of a schedule; after the last the message bounces:
 * DEFER.
 */
import { z } from "zod";
import { Random } from "../../engine/random.js";
import { BatchedSamples } from "../../metrics/batches/batched-samples.js";
import type { Interval } from "../../metrics/confidence.js";
import { ladder } from "../../model/retry/connection-defaults.js";
import { wantedOf } from "../batch-totals.js";
import { LEVEL, type MakeFamily, type Plan } from "../family.js";
import { positiveNumber } from "../laws.js";
import { BATCHES } from "../queue-observer.js";

const parameters = z.strictObject({ p: z.number().gt(0).lt(1), schedule: z.array(positiveNumber).min(1) });

export const deferral: MakeFamily = (params) => {
  const { p, schedule } = parameters.parse(params);
  return { simulate: (plan) => simulate(p, schedule, plan) };
};

function simulate(p: number, schedule: readonly number[], { size, seed, metrics }: Plan): Map<string, Interval> {
  const failures = new Random(seed).stream("failures");
  const [bounces, attempts, delays] = [0, 1, 2].map(() => new BatchedSamples(BATCHES, [], false, LEVEL));
  for (let message = 0; message < size; message++) {
    const batch = Math.floor((message * BATCHES) / size);
    let [failed, age] = [0, 0];
    // An attempt; then, while gaps are left, the wait of the schedule and the next one.
    while (failures.chance(p) && failed++ < schedule.length) age += ladder(schedule, failed);
    const isBounced = failed > schedule.length;
    bounces?.record(isBounced ? 1 : 0, batch);
    attempts?.record(Math.min(failed + 1, schedule.length + 1), batch);
    if (!isBounced) delays?.record(age, batch);
  }
  const of: Record<string, Interval | undefined> = {
    P_bounce: bounces?.mean(),
    attempts_mean: attempts?.mean(),
    delay_mean_delivered: delays?.mean(),
    delay_sd_delivered: delays && deviation(delays.variance()),
  };
  return wantedOf(metrics, (metric) => of[metric]);
}

/** The root of a variance, and its interval by the delta method. */
function deviation({ estimate, halfWidth, values }: Interval): Interval {
  const root = Math.sqrt(estimate);
  return { estimate: root, halfWidth: halfWidth / (2 * root), values };
}
