/**
 * Customers who leave the line: after an exponential patience (ERLA), or after a fixed time (TMO). Service once begun
 * is completed.
 */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import type { Patience } from "../../engine/station/patience.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { positiveNumber, wholeNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

const load = { c: wholeNumber, lam: positiveNumber, mu: positiveNumber };
const parameters = z.union([
  z.strictObject({ ...load, theta: positiveNumber }),
  z.strictObject({ ...load, tau: positiveNumber }),
]);

export const abandonment: MakeFamily = (params) => {
  const given = parameters.parse(params);
  const { c, lam, mu } = given;
  return queueFamily(
    {
      arrivals: new PoissonArrivals(lam),
      service: new Exponential(1 / mu),
      isFinite: true,
      open(calendar, pool, handler, random) {
        const patience: Patience =
          "tau" in given
            ? given.tau
            : { distribution: new Exponential(1 / given.theta), stream: random.stream("patience") };
        return new Station(calendar, pool, handler, { name: "station", servers: c, patience });
      },
    },
    c,
  );
};
