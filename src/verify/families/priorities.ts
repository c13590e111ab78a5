/**
 * Classes of customers, class 1 first: without pre-emption (NPPRIO), and with it, the interrupted resuming (PRPRIO).
 */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Deterministic } from "../../engine/distribution/deterministic.js";
import { ByPriority } from "../../engine/station/by-priority.js";
import { InterruptibleStation } from "../../engine/station/interruptible-station.js";
import type { Family, MakeFamily } from "../family.js";
import { law, positiveNumber } from "../laws.js";
import type { CustomerFigure } from "../queue-observer.js";
import { queueFamily } from "./queue-family.js";

const parameters = z.strictObject({ classes: z.array(z.strictObject({ lam: positiveNumber, S: law })).min(1) });

export const priorities: MakeFamily = (params) => prioritised(params, "wait");
export const preemption: MakeFamily = (params) => prioritised(params, "preempt");

function prioritised(params: unknown, betterClass: "wait" | "preempt"): Family {
  const { classes } = parameters.parse(params);
  const rate = classes.reduce((sum, { lam }) => sum + lam, 0);
  const load = classes.reduce((sum, { lam, S }) => sum + lam * S.mean, 0);
  return queueFamily(
    {
      arrivals: new PoissonArrivals(rate),
      // Each customer's own work is drawn with its class.
      service: new Deterministic(load / rate),
      open(calendar, pool, handler, random) {
        const line = new ByPriority(pool, classes.length);
        const options = { name: "station", servers: 1, line, betterClass };
        const station = new InterruptibleStation(calendar, pool, handler, options);
        const [choices, work] = [random.stream("class"), random.stream("work")];
        return {
          present: station.present,
          busy: station.busy,
          arrive(customer) {
            customer.priority = drawn(choices.uniform() * rate);
            const own = classes[customer.priority];
            if (own === undefined) throw new Error("no such class");
            customer.work = own.S.sample(work);
            return station.arrive(customer);
          },
        };
      },
      figures: figureOf,
    },
    1,
  );

  function drawn(point: number): number {
    let [index, sum] = [0, classes[0]?.lam ?? 0];
    while (sum <= point && index < classes.length - 1) sum += classes[++index]?.lam ?? 0;
    return index;
  }
}

/** `W_class1`, `Wq_class2`: the latter without meaning where services are interrupted. */
function figureOf(metric: string): CustomerFigure | undefined {
  const [, about, number] = /^(W|Wq)_class(\d+)$/.exec(metric) ?? [];
  const wanted = Number(number) - 1;
  if (about === "W") return ({ priority }, sojourn) => (priority === wanted ? sojourn : Number.NaN);
  if (about === undefined) return undefined;
  return ({ priority, startedAt, arrivedAt }) => (priority === wanted ? startedAt - arrivedAt : Number.NaN);
}
