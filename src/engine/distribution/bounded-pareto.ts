/**
 * A power-law tail between two limits: a few values make up most of the sum. One draw.
 * Source: M. Harchol-Balter, Performance Modeling and Design of Computer Systems (2013), chapter 20.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { positive } from "../../schema/quantity.js";
import { expm1, log, pow } from "../math.js";
import type { Stream } from "../random.js";
import type { Distribution, QuantitySchema } from "./distribution.js";
import { ascending } from "./limits.js";

export class BoundedPareto implements Distribution {
  readonly mean: number;
  readonly variance: number;
  /** P(X > to) before the tail is cut off. */
  private readonly cut: number;

  constructor(
    private readonly alpha: number,
    private readonly from: number,
    private readonly to: number,
  ) {
    this.cut = pow(from / to, alpha);
    this.mean = this.moment(1);
    this.variance = this.moment(2) - this.mean ** 2;
  }

  sample(stream: Stream): number {
    const beyond = 1 - stream.precise() * (1 - this.cut);
    return Math.min(this.from * pow(beyond, -1 / this.alpha), this.to);
  }

  /**
   * The mean of the j-th power: E X^j = alpha from^alpha / (1 - cut) * integral of x^(j - alpha - 1), which is a
   * logarithm where j = alpha.
   */
  moment(j: number): number {
    const { alpha, from, to } = this;
    const power = j - alpha;
    const integral = power === 0 ? log(to / from) : (pow(from, power) * expm1(power * log(to / from))) / power;
    return (alpha * pow(from, alpha) * integral) / (1 - this.cut);
  }
}

export const boundedPareto = (quantity: QuantitySchema) =>
  choice({
    name: "bounded-pareto",
    summary: "a power-law tail of exponent `alpha` between `from` and `to`",
    options: ascending(
      z.strictObject({ alpha: z.number().positive().max(100), from: positive(quantity), to: positive(quantity) }),
    ),
    create: ({ alpha, from, to }): Distribution => new BoundedPareto(alpha, from, to),
  });
