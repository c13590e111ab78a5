/** Arrivals whose gaps are independent and follow one distribution; constant gaps give a metronome. */
import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, type PerSecond, type Seconds } from "../../schema/quantity.js";
import { type Distribution, distributionOf, makeDistribution } from "../distribution/index.js";
import type { Stream } from "../random.js";
import type { ArrivalProcess } from "./arrival-process.js";

export class RenewalArrivals implements ArrivalProcess {
  readonly rate: PerSecond;

  /** The first gap begins at the start. @param gap must have a positive mean */
  constructor(private readonly gap: Distribution) {
    if (!(gap.mean > 0)) throw new RangeError("renewal arrivals: the mean gap must be more than zero");
    this.rate = 1 / gap.mean;
  }

  next(now: Seconds, stream: Stream): Seconds {
    return now + this.gap.sample(stream);
  }

  size(): number {
    return 1;
  }
}

const gap = distributionOf(duration).refine((spec) => makeDistribution(spec).mean > 0, {
  error: "the mean gap must be more than zero",
});

export const renewal = choice({
  name: "renewal",
  summary: "with independent gaps of one distribution",
  options: z.strictObject({ gap }),
  create: ({ gap }): ArrivalProcess => new RenewalArrivals(makeDistribution(gap)),
});
