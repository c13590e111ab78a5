/** One exponential server whose served customers join the tail again with a probability: FEED. */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { RealColumn } from "../../engine/column.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import type { Customer } from "../../engine/station/customer.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { positiveNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

const parameters = z.strictObject({ lam: positiveNumber, mu: positiveNumber, p: z.number().min(0).lt(1) });

export const feedback: MakeFamily = (params) => {
  const { lam, mu, p } = parameters.parse(params);
  const service = new Exponential(1 / mu);
  return queueFamily(
    {
      arrivals: new PoissonArrivals(lam),
      service,
      open(calendar, pool, handler, random) {
        const [returns, work] = [random.stream("returns"), random.stream("work again")];
        // The station notes the last arrival of a customer; the sojourn counts from the first time.
        const first = new RealColumn();
        const station: Station<Customer> = new Station(
          calendar,
          pool,
          { served: leave },
          { name: "station", servers: 1 },
        );
        function leave(customer: Customer): void {
          if (returns.chance(p)) {
            customer.work = service.sample(work);
            station.arrive(customer);
            return;
          }
          customer.arrivedAt = first.get(customer.slot);
          handler.served(customer);
        }
        return {
          present: station.present,
          busy: station.busy,
          arrive(customer) {
            first.ensure(customer.slot + 1);
            first.set(customer.slot, calendar.now);
            return station.arrive(customer);
          },
        };
      },
    },
    1,
    { passes_mean: 1 / (1 - p), rho: lam / (mu * (1 - p)) },
  );
};
