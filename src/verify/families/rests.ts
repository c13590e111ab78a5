/** One server that rests when nobody waits: VAC (repeated vacations), SETUP (goes cold and has to warm up). */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { SetUp } from "../../engine/station/set-up.js";
import { Vacations } from "../../engine/station/vacations.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { law, positiveNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

const vacation = z.strictObject({ lam: positiveNumber, S: law, V: law });
const setUp = z.strictObject({ lam: positiveNumber, S: law, D: law });

export const vacations: MakeFamily = (params) => {
  const { lam, S, V } = vacation.parse(params);
  return queueFamily(
    {
      arrivals: new PoissonArrivals(lam),
      service: S,
      open: (calendar, pool, handler, random) =>
        new Station(calendar, pool, handler, {
          name: "station",
          servers: 1,
          rest: new Vacations(calendar, V, random.stream("vacations")),
        }),
    },
    1,
  );
};

export const setUps: MakeFamily = (params) => {
  const { lam, S, D } = setUp.parse(params);
  return queueFamily(
    {
      arrivals: new PoissonArrivals(lam),
      service: S,
      open(calendar, pool, handler, random) {
        const rest = new SetUp(calendar, D, random.stream("set-up"));
        const station = new Station(calendar, pool, handler, { name: "station", servers: 1, rest });
        return {
          present: station.present,
          busy: station.busy,
          // Who makes the server warm up is marked by the class, of which nothing else depends here.
          arrive(customer) {
            const before = rest.begun;
            const isIn = station.arrive(customer);
            customer.priority = rest.begun > before ? 1 : 0;
            return isIn;
          },
        };
      },
      figures: (metric) => (metric === "P_cold" ? ({ priority }) => priority : undefined),
    },
    1,
  );
};
