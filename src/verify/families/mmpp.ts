/** Two-state Markov-modulated Poisson arrivals (rates l1, l2; switching r12, r21) at one exponential server: MMPP. */
import { z } from "zod";
import { ModulatedArrivals } from "../../engine/arrival/mmpp.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { positiveNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

const parameters = z.strictObject({
  l1: z.number().nonnegative(),
  l2: z.number().nonnegative(),
  r12: positiveNumber,
  r21: positiveNumber,
  mu: positiveNumber,
});

export const mmpp: MakeFamily = (params) => {
  const { l1, l2, r12, r21, mu } = parameters.parse(params);
  const phases = [
    { rate: l1, lasts: 1 / r12 },
    { rate: l2, lasts: 1 / r21 },
  ];
  return queueFamily(
    {
      arrivals: new ModulatedArrivals(phases),
      service: new Exponential(1 / mu),
      open: (calendar, pool, handler) => new Station(calendar, pool, handler, { name: "station", servers: 1 }),
    },
    1,
    { lambda_mean: new ModulatedArrivals(phases).rate },
  );
};
