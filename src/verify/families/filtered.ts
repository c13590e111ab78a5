/**
 * Good and hostile Poisson streams before a filter that errs both ways, then c exponential servers and room for K:
 * MITIG.
 */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import { Station } from "../../engine/station.js";
import type { Interval } from "../../metrics/confidence.js";
import type { MakeFamily, Plan } from "../family.js";
import { positiveNumber, wholeNumber } from "../laws.js";
import { simulateQueue } from "../queue-run.js";

const parameters = z.strictObject({
  legit: positiveNumber,
  attack: positiveNumber,
  /** Share of the attack, and of good requests, that the filter takes out. */
  tpr: z.number().min(0).max(1),
  fpr: z.number().min(0).max(1),
  c: wholeNumber,
  K: wholeNumber,
  mu: positiveNumber,
});

export const filtered: MakeFamily = (params) => {
  const { legit, attack, tpr, fpr, c, K, mu } = parameters.parse(params);
  // What a Poisson stream loses to a filter leaves a Poisson stream, and two of them add up to one.
  const behind = legit * (1 - fpr) + attack * (1 - tpr);
  const exact: Record<string, number> = {
    arrival_rate_after_filter: behind,
    filter_precision: (attack * tpr) / (attack * tpr + legit * fpr),
  };
  const queue = (rate: number, metric: string, plan: Plan) =>
    simulateQueue(
      {
        arrivals: new PoissonArrivals(rate),
        service: new Exponential(1 / mu),
        open: (calendar, pool, handler) =>
          new Station(calendar, pool, handler, { name: "backend", servers: c, bound: K }),
      },
      { ...plan, metrics: [metric] },
    ).get(metric);
  const figures: Record<string, (plan: Plan) => Interval | undefined> = {
    P_block: (plan) => queue(behind, "P_block", plan),
    W_accepted: (plan) => queue(behind, "W", plan),
    legit_failure: (plan) => linear(queue(behind, "P_block", plan), fpr, 1 - fpr),
    legit_goodput: (plan) => linear(queue(behind, "P_block", plan), legit * (1 - fpr), -legit * (1 - fpr)),
    legit_failure_unmitigated: (plan) => queue(legit + attack, "P_block", plan),
  };
  return {
    exact: (metric) => exact[metric],
    groupOf: (metric) => metric,
    simulate(plan) {
      const found = new Map<string, Interval>();
      for (const metric of plan.metrics) {
        const interval = figures[metric]?.(plan);
        if (interval !== undefined) found.set(metric, interval);
      }
      return found;
    },
  };
};

/** The interval of a + b·x. */
function linear(x: Interval | undefined, a: number, b: number): Interval | undefined {
  return x && { ...x, estimate: a + b * x.estimate, halfWidth: Math.abs(b) * x.halfWidth };
}
