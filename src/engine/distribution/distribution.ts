/** A law of chance, such as the service times of a server or the sizes of messages. */
import type { z } from "zod";
import type { Stream } from "../random.js";

export interface Distribution {
  /** Exact mean of what `sample` returns. */
  readonly mean: number;
  /** Exact variance of what `sample` returns. */
  readonly variance: number;
  /** One value. Costs a fixed number of draws, whatever the value, so that streams stay in step between scenarios. */
  sample(stream: Stream): number;
}

/**
 * How a distribution's values are written: `duration`, `size`, or any other schema of numbers that are not negative.
 */
export type QuantitySchema = z.ZodType<number>;
