/**
 * One server without pre-emption that serves in the order of arrival, in the reverse order, or in random order: LIFO.
 * Equal means, other variances.
 */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { FirstCome } from "../../engine/station/first-come.js";
import { LastCome } from "../../engine/station/last-come.js";
import { RandomOrder } from "../../engine/station/random-order.js";
import { Station } from "../../engine/station.js";
import type { Interval } from "../../metrics/confidence.js";
import type { MakeFamily, Plan } from "../family.js";
import { law, positiveNumber } from "../laws.js";
import { simulateQueue } from "../queue-run.js";
import { assertSettles } from "./queue-family.js";

const parameters = z.strictObject({ lam: positiveNumber, S: law });

export const orders: MakeFamily = (params) => {
  const { lam, S } = parameters.parse(params);
  assertSettles(lam * S.mean);
  return {
    exact: (metric) => (metric === "rho" ? lam * S.mean : undefined),
    groupOf: orderOf,
    simulate(plan) {
      const order = orderOf(plan.metrics[0] ?? "");
      const found = simulateQueue(
        {
          arrivals: new PoissonArrivals(lam),
          service: S,
          open(calendar, pool, handler, random) {
            const lines = {
              FIFO: () => new FirstCome(pool),
              LIFO: () => new LastCome(pool),
              SIRO: () => new RandomOrder(pool, random.stream("order")),
            };
            const line = lines[order]();
            return new Station(calendar, pool, handler, { name: "station", servers: 1, line });
          },
        },
        withoutOrder(plan),
      );
      return renamed(plan, found);
    },
  };
};

type Order = "FIFO" | "LIFO" | "SIRO";

/** `VarWq_SIRO`; first come, first served where none is named. */
function orderOf(metric: string): Order {
  return (/_(FIFO|LIFO|SIRO)$/.exec(metric)?.[1] ?? "FIFO") as Order;
}

function plain(metric: string): string {
  return metric.replace(/_(FIFO|LIFO|SIRO)$/, "");
}

function withoutOrder(plan: Plan): Plan {
  return { ...plan, metrics: plan.metrics.map(plain), seed: `${plan.seed}/${orderOf(plan.metrics[0] ?? "")}` };
}

function renamed({ metrics }: Plan, found: ReadonlyMap<string, Interval>): Map<string, Interval> {
  return new Map(
    metrics.flatMap((metric) => {
      const interval = found.get(plain(metric));
      return interval ? [[metric, interval] as const] : [];
    }),
  );
}
