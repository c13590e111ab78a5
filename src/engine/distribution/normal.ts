/**
 * The bell curve, cut off below 0: values below 0 never occur, the rest keep their proportions. The mean and variance
 * of what is sampled therefore differ from the parameters, noticeably when `deviation` exceeds a third of `center`. One
 * draw. Source of the moments: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions 1 (1994),
 * 10.1.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { positive } from "../../schema/quantity.js";
import { exp } from "../math.js";
import { normalQuantile } from "../normal-quantile.js";
import type { Stream } from "../random.js";
import type { Distribution, QuantitySchema } from "./distribution.js";

export class Normal implements Distribution {
  readonly mean: number;
  readonly variance: number;
  /** The part of the whole bell that is not below 0. */
  private readonly kept: number;

  /** @param center mean of the whole bell, 0 or more. @param deviation its standard deviation */
  constructor(
    private readonly center: number,
    private readonly deviation: number,
  ) {
    const z = center / deviation;
    this.kept = normalProbability(z);
    const hazard = exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI) / this.kept;
    this.mean = center + deviation * hazard;
    this.variance = deviation ** 2 * (1 - hazard * (z + hazard));
  }

  sample(stream: Stream): number {
    const beyond = this.kept * (1 - stream.precise());
    return beyond === 1 ? 0 : Math.max(0, this.center - this.deviation * normalQuantile(beyond));
  }
}

/**
 * P(Z <= z) for z >= 0, absolute error below 1e-15.
 * Source: G. Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11 (2004), number 4.
 */
function normalProbability(z: number): number {
  if (z > 8.3) return 1;
  let sum = z;
  for (let n = 3, term = z; sum + term !== sum; n += 2) {
    term *= z ** 2 / n;
    sum += term;
  }
  return 0.5 + (sum * exp(-(z ** 2) / 2)) / Math.sqrt(2 * Math.PI);
}

export const normal = (quantity: QuantitySchema) =>
  choice({
    name: "normal",
    summary: "the bell curve around `center` with standard `deviation`, cut off below 0",
    options: z.strictObject({ center: quantity, deviation: positive(quantity) }),
    create: ({ center, deviation }): Distribution => new Normal(center, deviation),
  });
