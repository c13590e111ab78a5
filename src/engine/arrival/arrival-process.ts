/** When something arrives, and how many at once. Keeps the state of the pattern; chance comes from outside. */
import type { PerSecond, Seconds } from "../../schema/quantity.js";
import type { Stream } from "../random.js";

export interface ArrivalProcess {
  /** Long-run arrivals per second, counting everyone in a batch. */
  readonly rate: PerSecond;
  /** The time of the next arrival after one at `now` (or after the start at `now`); Infinity when none is to come. */
  next(now: Seconds, stream: Stream): Seconds;
  /** How many arrive together at the time that `next` gave last; may be 0. Asked once per arrival time. */
  size(stream: Stream): number;
}
