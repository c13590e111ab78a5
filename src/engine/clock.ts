/** Simulated time, for parts that read the time and schedule nothing. */
import type { Seconds } from "../schema/quantity.js";

export interface Clock {
  /** Seconds since the start of the run; never decreases. */
  readonly now: Seconds;
}
