/** Poisson arrivals, c servers with constant service, first come first served: MDC. */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Deterministic } from "../../engine/distribution/deterministic.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { positiveNumber, wholeNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

const parameters = z.strictObject({ c: wholeNumber, lam: positiveNumber, D: positiveNumber });

export const mdc: MakeFamily = (params) => {
  const { c, lam, D } = parameters.parse(params);
  return queueFamily(
    {
      arrivals: new PoissonArrivals(lam),
      service: new Deterministic(D),
      open: (calendar, pool, handler) => new Station(calendar, pool, handler, { name: "station", servers: c }),
    },
    c,
  );
};
