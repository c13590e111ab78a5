/** Poisson arrivals, c servers and no waiting room, service of any law: ERLB. */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { law, positiveNumber, wholeNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

const parameters = z.strictObject({ c: wholeNumber, lam: positiveNumber, S: law });

export const erlangB: MakeFamily = (params) => {
  const { c, lam, S } = parameters.parse(params);
  return queueFamily(
    {
      arrivals: new PoissonArrivals(lam),
      service: S,
      isFinite: true,
      open: (calendar, pool, handler) =>
        new Station(calendar, pool, handler, { name: "station", servers: c, bound: c }),
    },
    c,
  );
};
