/** Always the same value. Takes no draw. */
import { z } from "zod";
import { choice } from "../../schema/choice.js";
import type { Distribution, QuantitySchema } from "./distribution.js";

export class Deterministic implements Distribution {
  readonly variance = 0;

  constructor(readonly mean: number) {}

  sample(): number {
    return this.mean;
  }
}

export const deterministic = (quantity: QuantitySchema) =>
  choice({
    name: "deterministic",
    summary: "always `value`; the same as writing the value alone",
    options: z.strictObject({ value: quantity }),
    create: ({ value }): Distribution => new Deterministic(value),
  });
