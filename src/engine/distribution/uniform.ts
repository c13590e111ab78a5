/** Every value between two limits is equally likely. One draw. */
import { z } from "zod";
import { choice } from "../../schema/choice.js";
import type { Stream } from "../random.js";
import type { Distribution, QuantitySchema } from "./distribution.js";
import { ascending } from "./limits.js";

export class Uniform implements Distribution {
  readonly mean: number;
  readonly variance: number;
  private readonly width: number;

  constructor(
    private readonly from: number,
    to: number,
  ) {
    this.width = to - from;
    this.mean = from + this.width / 2;
    this.variance = this.width ** 2 / 12;
  }

  sample(stream: Stream): number {
    return this.from + this.width * stream.precise();
  }
}

export const uniform = (quantity: QuantitySchema) =>
  choice({
    name: "uniform",
    summary: "equally likely anywhere between `from` and `to`",
    options: ascending(z.strictObject({ from: quantity, to: quantity })),
    create: ({ from, to }): Distribution => new Uniform(from, to),
  });
