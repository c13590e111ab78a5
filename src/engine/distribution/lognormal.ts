/** The exponential of a normal: many small influences multiplied, such as most measured service times. One draw. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { positive } from "../../schema/quantity.js";
import { exp, expm1, log, log1p } from "../math.js";
import type { Stream } from "../random.js";
import type { Distribution, QuantitySchema } from "./distribution.js";
import { oneWayOf } from "./limits.js";

export class Lognormal implements Distribution {
  readonly mean: number;
  readonly variance: number;
  private readonly location: number;

  /** @param sigma standard deviation of the logarithm */
  constructor(
    median: number,
    private readonly sigma: number,
  ) {
    this.location = log(median);
    this.mean = median * exp(sigma ** 2 / 2);
    this.variance = this.mean ** 2 * expm1(sigma ** 2);
  }

  /** With a mean and a squared coefficient of variation. */
  static of(mean: number, scv: number): Lognormal {
    return new Lognormal(mean / Math.sqrt(1 + scv), Math.sqrt(log1p(scv)));
  }

  sample(stream: Stream): number {
    return exp(this.location + this.sigma * stream.normal());
  }
}

export const lognormal = (quantity: QuantitySchema) =>
  choice({
    name: "lognormal",
    summary: "skewed with a long tail: `mean` with `scv` (variance / mean²), or `median` with `sigma`",
    options: oneWayOf(
      z.strictObject({
        mean: positive(quantity).optional(),
        scv: z.number().min(0).max(1e6).optional(),
        median: positive(quantity).optional(),
        sigma: z.number().min(0).max(10).optional(),
      }),
      [
        ["mean", "scv"],
        ["median", "sigma"],
      ],
    ),
    create: ({ mean = 1, scv = 0, median, sigma = 0 }): Distribution =>
      median === undefined ? Lognormal.of(mean, scv) : new Lognormal(median, sigma),
  });
