/** Memoryless: what is left to come never depends on what has passed. One draw. */
import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { positive } from "../../schema/quantity.js";
import type { Stream } from "../random.js";
import type { Distribution, QuantitySchema } from "./distribution.js";

export class Exponential implements Distribution {
  readonly variance: number;

  constructor(readonly mean: number) {
    this.variance = mean ** 2;
  }

  sample(stream: Stream): number {
    return stream.exponential(this.mean);
  }
}

export const exponential = (quantity: QuantitySchema) =>
  choice({
    name: "exponential",
    summary: "memoryless with `mean`",
    options: z.strictObject({ mean: positive(quantity) }),
    create: ({ mean }): Distribution => new Exponential(mean),
  });
