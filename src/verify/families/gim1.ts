/**
 * Independent inter-arrival times of any law at one exponential server, with Kingman's bound and approximation: GIM1.
 */
import { z } from "zod";
import { RenewalArrivals } from "../../engine/arrival/renewal.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import { Station } from "../../engine/station.js";
import type { MakeFamily } from "../family.js";
import { type Transform, transformOf } from "../laplace.js";
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
      sigma: sigmaOf(transformOf(A), mu),
      kingman_upper_bound_Wq: (lam * variances) / (2 * (1 - rho)),
      kingman_VUT_approx_Wq: ((rho / (1 - rho)) * variations) / 2 / mu,
    },
  );
};

/**
 * The root below 1 of sigma = A*(mu (1 - sigma)), by iteration from 0, which rises to it (Kleinrock 1975, section 6.4).
 */
function sigmaOf(transform: Transform, mu: number): number {
  let sigma = 0;
  for (let step = 0; step < 100_000; step++) {
    const next = transform(mu * (1 - sigma));
    if (Math.abs(next - sigma) <= 1e-15) return next;
    sigma = next;
  }
  return sigma;
}
