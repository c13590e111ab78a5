/**
 * Poisson arrivals at a token bucket, the one of the intake's policer and shaper: dropped without a token (TBP), or
 * waiting (TBS).
 */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Random } from "../../engine/random.js";
import type { Interval } from "../../metrics/confidence.js";
import { TokenBucket } from "../../model/intake/admission/token-bucket.js";
import { BatchCounter } from "../batch-counter.js";
import { Totals, wantedOf } from "../batch-totals.js";
import type { MakeFamily, Plan } from "../family.js";
import { positiveNumber, wholeNumber } from "../laws.js";

const parameters = z.strictObject({ lam: positiveNumber, r: positiveNumber, B: wholeNumber });
type Parameters = z.output<typeof parameters>;

export const policing: MakeFamily = (params) => {
  const given = parameters.parse(params);
  return { simulate: (plan) => police(given, plan) };
};

export const shaping: MakeFamily = (params) => {
  const given = parameters.parse(params);
  return { simulate: (plan) => shape(given, plan) };
};

function police({ lam, r, B }: Parameters, plan: Plan): Map<string, Interval> {
  const bucket = new TokenBucket(r, B);
  const totals = new Totals<"time" | "all" | "dropped" | "passed">();
  let [all, dropped] = [0, 0];
  arrivalsOf(lam, plan, {
    each(now) {
      all++;
      if (!bucket.take(now)) dropped++;
    },
    turned: (ended, time) => totals.close(ended, { time, all, dropped, passed: all - dropped }),
  });
  return wantedOf(plan.metrics, (metric) => {
    if (metric === "P_drop") return totals.ratio("dropped", "all");
    return metric === "pass_rate" ? totals.ratio("passed", "time") : undefined;
  });
}

function shape({ lam, r, B }: Parameters, plan: Plan): Map<string, Interval> {
  const bucket = new TokenBucket(r, B);
  const totals = new Totals<"all" | "delayed" | "delay">();
  let [all, delayed, delay, last] = [0, 0, 0, 0];
  arrivalsOf(lam, plan, {
    each(now) {
      const turn = Math.max(now, last);
      last = bucket.nextAt(turn);
      bucket.take(last);
      all++;
      delay += last - now;
      if (last - now > 1e-9) delayed++;
    },
    turned: (ended) => totals.close(ended, { all, delayed, delay }),
  });
  return wantedOf(plan.metrics, (metric) => {
    switch (metric) {
      case "P_delayed":
        return totals.ratio("delayed", "all");
      case "mean_delay":
        return totals.ratio("delay", "all");
      case "mean_delay_given_delayed":
        return totals.ratio("delay", "delayed");
      default:
        return undefined;
    }
  });
}

interface Watch {
  each(now: number): void;
  turned(ended: number, now: number): void;
}

function arrivalsOf(lam: number, { size, seed }: Plan, { each, turned }: Watch): void {
  const [process, stream] = [new PoissonArrivals(lam), new Random(seed).stream("arrivals")];
  let now = 0;
  const counter = new BatchCounter(size, (ended) => turned(ended, now));
  while (!counter.isOver) {
    now = process.next(now, stream);
    each(now);
    counter.next();
  }
}
