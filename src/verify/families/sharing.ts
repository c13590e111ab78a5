/** Poisson arrivals at one server that all present share equally: PS (any law) and MM1PS (exponential). */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import { ProcessorSharing } from "../../engine/station/processor-sharing.js";
import type { MakeFamily } from "../family.js";
import { law, positiveNumber } from "../laws.js";
import type { CustomerFigure } from "../queue-observer.js";
import { queueFamily } from "./queue-family.js";

const parameters = z.union([
  z.strictObject({ lam: positiveNumber, S: law }),
  z
    .strictObject({ lam: positiveNumber, mu: positiveNumber })
    .transform(({ lam, mu }) => ({ lam, S: new Exponential(1 / mu) })),
]);

export const sharing: MakeFamily = (params) => {
  const { lam, S } = parameters.parse(params);
  return queueFamily(
    {
      arrivals: new PoissonArrivals(lam),
      service: S,
      open: (calendar, pool, handler) => new ProcessorSharing(calendar, pool, handler, { name: "station", servers: 1 }),
      figures(metric) {
        if (metric === "mean_slowdown") return ({ work }, sojourn) => sojourn / work;
        const times = /^W_given_size_(\d*\.?\d*)mean$/.exec(metric)?.[1];
        return times === undefined ? undefined : ofSize(Number(times || 1) * S.mean);
      },
    },
    1,
  );
};

/** Sojourns of those within 10 % of the size, each taken for its own size: E[T | x] is proportional to x. */
function ofSize(size: number): CustomerFigure {
  return ({ work }, sojourn) => (Math.abs(work - size) <= 0.1 * size ? (sojourn / work) * size : Number.NaN);
}
