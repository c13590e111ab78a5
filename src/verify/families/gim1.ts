/** Independent inter-arrival times of any law at one exponential server, with Kingman's bound and approximation: GIM1. */
import { z } from "zod";
import { RenewalArrivals } from "../../engine/arrival/renewal.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { law, positiveNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

const written = z.strictObject({ A: z.looseObject({ dist: z.string() }), mu: positiveNumber });

export const gim1: MakeFamily = (params) => {
  const { A, mu } = written.parse(params);
  const gap = law.parse(A);
  const lam = 1 / gap.mean;
  const rho = lam / mu;
  const variances = gap.variance + 1 / mu ** 2;
  const variations = gap.variance * lam ** 2 + 1;
  return queueFamily(
    {
      arrivals: new RenewalArrivals(gap),
      service: new Exponential(1 / mu),
      open: (calendar, pool, handler) => new Station(calendar, pool, handler, { name: "station", servers: 1 }),
    },
    1,
    {
      sigma: sigmaOf(transform(A), mu),
      kingman_upper_bound_Wq: (lam * variances) / (2 * (1 - rho)),
      kingman_VUT_approx_Wq: ((rho / (1 - rho)) * variations) / 2 / mu,
    },
  );
};

/** The root below 1 of sigma = A*(mu (1 - sigma)), by iteration from 0, which rises to it (Kleinrock 1975, section 6.4). */
function sigmaOf(transform: ((s: number) => number) | undefined, mu: number): number {
  if (transform === undefined) return Number.NaN;
  let sigma = 0;
  for (let step = 0; step < 100_000; step++) {
    const next = transform(mu * (1 - sigma));
    if (Math.abs(next - sigma) <= 1e-15) return next;
    sigma = next;
  }
  return sigma;
}

const number = positiveNumber;
const laplace = z.union([
  z.object({ dist: z.literal("exp"), mean: number }).transform(
    ({ mean }) =>
      (s: number) =>
        1 / (1 + s * mean),
  ),
  z.object({ dist: z.literal("det"), mean: number }).transform(
    ({ mean }) =>
      (s: number) =>
        Math.exp(-s * mean),
  ),
  z.object({ dist: z.literal("erlang"), k: number, mean: number }).transform(
    ({ k, mean }) =>
      (s: number) =>
        (1 + (s * mean) / k) ** -k,
  ),
  z.object({ dist: z.literal("h2"), p1: number, mean1: number, mean2: number }).transform(
    ({ p1, mean1, mean2 }) =>
      (s: number) =>
        p1 / (1 + s * mean1) + (1 - p1) / (1 + s * mean2),
  ),
]);

/** The Laplace transform of a law; none for those without a closed form. */
function transform(A: unknown): ((s: number) => number) | undefined {
  const known = laplace.safeParse(A);
  return known.success ? known.data : undefined;
}
