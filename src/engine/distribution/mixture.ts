/**
 * One of several distributions at random. Every part is drawn from and one value kept, so that the number of draws is
 * fixed; keep the parts few. Parts are not mixtures themselves: a mixture of mixtures is a mixture.
 */
import { z } from "zod";
import type { Catalogue, Chosen } from "../../schema/catalogue.js";
import { choice } from "../../schema/choice.js";
import type { Stream } from "../random.js";
import type { Distribution } from "./distribution.js";
import { Odds } from "./odds.js";

export interface Part {
  readonly weight: number;
  readonly of: Distribution;
}

export class Mixture implements Distribution {
  readonly mean: number;
  readonly variance: number;
  private readonly odds: Odds;
  private readonly parts: readonly Distribution[];

  /** @param parts their weights are scaled to sum to 1 */
  constructor(parts: readonly Part[]) {
    this.odds = new Odds(parts.map(({ weight }) => weight));
    this.parts = parts.map(({ of }) => of);
    this.mean = this.odds.average((i) => this.parts[i]!.mean);
    this.variance = this.odds.average((i) => this.parts[i]!.variance + (this.parts[i]!.mean - this.mean) ** 2);
  }

  sample(stream: Stream): number {
    const chosen = this.odds.pick(stream.precise());
    let kept = 0;
    for (let i = 0; i < this.parts.length; i++) {
      const value = this.parts[i]!.sample(stream);
      if (i === chosen) kept = value;
    }
    return kept;
  }
}

/** @param part how a part is written. @param simple builds the parts */
export const mixture = (part: z.ZodType<Chosen<"shape">>, simple: Catalogue<Distribution>) =>
  choice({
    name: "mixture",
    summary: "one of several distributions, by the `weight` of each",
    options: z.strictObject({
      parts: z.array(z.strictObject({ weight: z.number().positive(), of: part })).min(2),
    }),
    create: ({ parts }): Distribution => new Mixture(parts.map(({ weight, of }) => ({ weight, of: simple.make(of) }))),
  });
