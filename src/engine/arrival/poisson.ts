/** Arrivals that know nothing of each other: memoryless gaps at a constant rate. */
import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { type PerSecond, positive, rate, type Seconds } from "../../schema/quantity.js";
import type { Stream } from "../random.js";
import type { ArrivalProcess } from "./arrival-process.js";

export class PoissonArrivals implements ArrivalProcess {
  constructor(readonly rate: PerSecond) {}

  next(now: Seconds, stream: Stream): Seconds {
    return now + stream.exponential(1 / this.rate);
  }

  size(): number {
    return 1;
  }
}

export const poisson = choice({
  name: "poisson",
  summary: "independent of each other, at a constant `rate`",
  options: z.strictObject({ rate: positive(rate) }),
  create: ({ rate }): ArrivalProcess => new PoissonArrivals(rate),
});
