/** Lifetimes whose hazard falls (exponent below 1), stays (1: exponential) or rises with age. One draw. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { positive } from "../../schema/quantity.js";
import { pow } from "../math.js";
import type { Stream } from "../random.js";
import type { Distribution, QuantitySchema } from "./distribution.js";
import { gamma } from "./gamma.js";
import { oneWayOf } from "./limits.js";

export class Weibull implements Distribution {
  readonly mean: number;
  readonly variance: number;

  /** @param scale the value that 63.2 % do not exceed. @param exponent the usual shape parameter k */
  constructor(
    private readonly scale: number,
    private readonly exponent: number,
  ) {
    this.mean = scale * gamma(1 + 1 / exponent);
    this.variance = scale ** 2 * gamma(1 + 2 / exponent) - this.mean ** 2;
  }

  static of(mean: number, exponent: number): Weibull {
    return new Weibull(mean / gamma(1 + 1 / exponent), exponent);
  }

  sample(stream: Stream): number {
    return this.scale * pow(stream.exponential(1), 1 / this.exponent);
  }
}

export const weibull = (quantity: QuantitySchema) =>
  choice({
    name: "weibull",
    summary: "lifetimes: `exponent` below 1 for early failures, above 1 for ageing; `mean`, or `scale` (63.2 % point)",
    options: oneWayOf(
      z.strictObject({
        mean: positive(quantity).optional(),
        scale: positive(quantity).optional(),
        exponent: z.number().min(0.1).max(100),
      }),
      [["mean"], ["scale"]],
    ),
    create: ({ mean = 1, scale, exponent }): Distribution =>
      scale === undefined ? Weibull.of(mean, exponent) : new Weibull(scale, exponent),
  });
