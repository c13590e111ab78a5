/** One of several exponentials at random: a fast path and a slow path, scv 1 or more. Two draws. */
import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { fraction, positive } from "../../schema/quantity.js";
import type { Stream } from "../random.js";
import type { Distribution, QuantitySchema } from "./distribution.js";
import { oneWayOf } from "./limits.js";
import { Odds } from "./odds.js";

export interface Branch {
  readonly probability: number;
  readonly mean: number;
}

export class Hyperexponential implements Distribution {
  readonly mean: number;
  readonly variance: number;
  private readonly odds: Odds;
  private readonly means: readonly number[];

  /** @param branches their probabilities are scaled to sum to 1 */
  constructor(branches: readonly Branch[]) {
    this.odds = new Odds(branches.map(({ probability }) => probability));
    this.means = branches.map(({ mean }) => mean);
    this.mean = this.odds.average((branch) => this.means[branch]!);
    this.variance = this.odds.average((branch) => 2 * this.means[branch]! ** 2) - this.mean ** 2;
  }

  /**
   * Two branches that carry equal parts of the mean, with the given squared coefficient of variation.
   * Source: H. C. Tijms, A First Course in Stochastic Models (2003), appendix B, "balanced means".
   */
  static balanced(mean: number, scv: number): Hyperexponential {
    const fast = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
    return new Hyperexponential([
      { probability: fast, mean: mean / (2 * fast) },
      { probability: 1 - fast, mean: mean / (2 * (1 - fast)) },
    ]);
  }

  sample(stream: Stream): number {
    const branch = this.odds.pick(stream.precise());
    return stream.exponential(this.means[branch]!);
  }
}

export const hyperexponential = (quantity: QuantitySchema) =>
  choice({
    name: "hyperexponential",
    summary: "a fast and a slow path: `mean` with `scv` >= 1, or `branches` of `probability` and `mean`",
    options: oneWayOf(
      z.strictObject({
        mean: positive(quantity).optional(),
        scv: z.number().min(1).max(1e6).optional(),
        branches: z
          .array(z.strictObject({ probability: positive(fraction), mean: positive(quantity) }))
          .min(2)
          .optional(),
      }),
      [["mean", "scv"], ["branches"]],
    ),
    create: ({ mean = 1, scv = 1, branches }): Distribution =>
      branches ? new Hyperexponential(branches) : Hyperexponential.balanced(mean, scv),
  });
