/** Poisson batches of random size at one server, first come first served: BATCH. */
import { z } from "zod";
import { BatchArrivals } from "../../engine/arrival/batch.js";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { law, positiveNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

/** `lam` counts batches. */
const parameters = z.strictObject({ lam: positiveNumber, X: law, S: law });

export const batch: MakeFamily = (params) => {
  const { lam, X, S } = parameters.parse(params);
  return queueFamily(
    {
      arrivals: new BatchArrivals(new PoissonArrivals(lam), X),
      service: S,
      open: (calendar, pool, handler) => new Station(calendar, pool, handler, { name: "station", servers: 1 }),
    },
    1,
  );
};
