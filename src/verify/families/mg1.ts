/**
 * Poisson arrivals and one first-come-first-served server with service of any law: MLN1, MH21, MBP1, and MD1 with `D`.
 */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { BoundedPareto } from "../../engine/distribution/bounded-pareto.js";
import { Deterministic } from "../../engine/distribution/deterministic.js";
import type { Distribution } from "../../engine/distribution/index.js";
import { Lognormal } from "../../engine/distribution/lognormal.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { law, positiveNumber } from "../laws.js";
import type { CustomerFigure } from "../queue-observer.js";
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
      exceeding: (metric) => multipleOf(S.mean, metric),
      controls: controlsOf(lam, S),
    },
    1,
  );
};

/**
 * For heavy tails: how far the third and second powers of a customer's service are from their means, times what the
 * variance of the wait gains by them (Takács: lambda b3 / 3(1 - rho) + (lambda b2)^2 / 4(1 - rho)^2). Any coefficients
 * would leave the estimate unbiased; these make it precise.
 */
function controlsOf(lam: number, S: Distribution): Record<string, CustomerFigure> {
  const b3 = thirdMoment(S);
  if (b3 === undefined) return {};
  const { mean, variance } = S;
  const b2 = variance + mean ** 2;
  const idle = 1 - lam * mean;
  const [cubes, squares] = [lam / (3 * idle), (lam ** 2 * b2) / (2 * idle ** 2)];
  const wait: CustomerFigure = ({ work }) => cubes * (work ** 3 - b3) + squares * (work ** 2 - b2);
  return {
    VarWq: (customer) => wait(customer, 0),
    VarW: (customer) => wait(customer, 0) + (customer.work - mean) ** 2 - variance,
  };
}

/** Of laws with heavy tails. */
function thirdMoment(S: Distribution): number | undefined {
  if (S instanceof BoundedPareto) return S.moment(3);
  return S instanceof Lognormal ? S.mean ** 3 * (1 + S.variance / S.mean ** 2) ** 3 : undefined;
}

/** `P_Wq_gt_D`, `P_Wq_gt_2D` …: the wait exceeds this multiple of the mean service time. */
function multipleOf(mean: number, metric: string): number | undefined {
  const times = /^P_Wq_gt_(\d*\.?\d*)D$/.exec(metric)?.[1];
  return times === undefined ? undefined : Number(times || 1) * mean;
}
