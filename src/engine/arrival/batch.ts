/** Several at once: at each arrival of another process, a batch of random size comes. */
import { z } from "zod";
import type { Catalogue, Chosen } from "../../schema/catalogue.js";
import { choice } from "../../schema/choice.js";
import type { PerSecond, Seconds } from "../../schema/quantity.js";
import { type Distribution, distributionOf, makeDistribution } from "../distribution/index.js";
import type { Stream } from "../random.js";
import type { ArrivalProcess } from "./arrival-process.js";

export class BatchArrivals implements ArrivalProcess {
  readonly rate: PerSecond;

  /**
   * @param sizes need not be whole: a size of 2.3 is taken as 3 in three of ten cases, else as 2, which keeps the mean
   */
  constructor(
    private readonly batches: ArrivalProcess,
    private readonly sizes: Distribution,
  ) {
    this.rate = batches.rate * sizes.mean;
  }

  next(now: Seconds, stream: Stream): Seconds {
    return this.batches.next(now, stream);
  }

  size(stream: Stream): number {
    return Math.floor(this.sizes.sample(stream) + stream.uniform());
  }
}

const count = z.number().min(0).max(1e6);

/** @param of how the process of batches is written. @param simple builds it */
export const batch = (of: z.ZodType<Chosen<"pattern">>, simple: Catalogue<ArrivalProcess>) =>
  choice({
    name: "batch",
    summary: "several at once: batches arrive as `of` says, each of random `size`",
    options: z.strictObject({ of, size: distributionOf(count) }),
    create: ({ of, size }): ArrivalProcess => new BatchArrivals(simple.make(of), makeDistribution(size)),
  });
