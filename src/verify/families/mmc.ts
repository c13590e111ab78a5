/**
 * Poisson arrivals, exponential service, c servers (1 unless given), first come first served: MM1, MM1PCT, MMC, MMCK.
 */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { positiveNumber, wholeNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

const parameters = z.strictObject({
  lam: positiveNumber,
  mu: positiveNumber,
  c: wholeNumber.default(1),
  /** Most in the system. */
  K: wholeNumber.default(Number.MAX_SAFE_INTEGER),
});

export const mmc: MakeFamily = (params) => {
  const { lam, mu, c, K } = parameters.parse(params);
  return queueFamily(
    {
      arrivals: new PoissonArrivals(lam),
      service: new Exponential(1 / mu),
      isFinite: K < Number.MAX_SAFE_INTEGER,
      open: (calendar, pool, handler) =>
        new Station(calendar, pool, handler, { name: "station", servers: c, bound: K }),
    },
    c,
  );
};
