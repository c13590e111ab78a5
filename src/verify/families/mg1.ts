/** Poisson arrivals and one first-come-first-served server with service of any law: MLN1, MH21, MBP1, and MD1 with `D`. */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Deterministic } from "../../engine/distribution/deterministic.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { law, positiveNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

const parameters = z.union([
  z.strictObject({ lam: positiveNumber, S: law }),
  z
    .strictObject({ lam: positiveNumber, D: positiveNumber })
    .transform(({ lam, D }) => ({ lam, S: new Deterministic(D) })),
]);

export const mg1: MakeFamily = (params) => {
  const { lam, S } = parameters.parse(params);
  return queueFamily(
    {
      arrivals: new PoissonArrivals(lam),
      service: S,
      open: (calendar, pool, handler) => new Station(calendar, pool, handler, { name: "station", servers: 1 }),
      exceeding: multiplesOf(S.mean),
    },
    1,
  );
};

/** `P_Wq_gt_D`, `P_Wq_gt_2D` …: the wait exceeds so many mean services. */
function multiplesOf(mean: number): Record<string, number> {
  const names = Array.from({ length: 10 }, (_, i) => [`P_Wq_gt_${i === 0 ? "" : i + 1}D`, (i + 1) * mean]);
  return Object.fromEntries(names);
}
