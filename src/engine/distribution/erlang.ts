/** The sum of equal exponential stages: steadier than the exponential, scv = 1 / stages. One draw per stage. */
import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { positive } from "../../schema/quantity.js";
import type { Stream } from "../random.js";
import type { Distribution, QuantitySchema } from "./distribution.js";

export class Erlang implements Distribution {
  readonly variance: number;

  /** @param stages a whole number, 1 or more; 1 is the exponential */
  constructor(
    readonly mean: number,
    private readonly stages: number,
  ) {
    this.variance = mean ** 2 / stages;
  }

  sample(stream: Stream): number {
    const stageMean = this.mean / this.stages;
    let sum = 0;
    for (let stage = 0; stage < this.stages; stage++) sum += stream.exponential(stageMean);
    return sum;
  }
}

export const erlang = (quantity: QuantitySchema) =>
  choice({
    name: "erlang",
    summary: "the sum of `stages` equal exponential stages, together `mean` long",
    options: z.strictObject({ mean: positive(quantity), stages: z.int().min(1).max(100).default(2) }),
    create: ({ mean, stages }): Distribution => new Erlang(mean, stages),
  });
