/**
 * The longest wait that a client may have had when its turn comes: short while the queue is a standing one, long
 * otherwise. Source: B. Maurer, "Fail at Scale", ACM Queue 2015 (100 ms and 5 ms there), after CoDel (Nichols and
 * Jacobson 2012).
 */

import { duration, positive, type Seconds } from "../../../schema/quantity.js";
import { type Admission, open } from "./admission.js";

export const queueDelayOptions = {
  /** Wait allowed while the queue is a standing one. */
  target: positive(duration).prefault("5ms"),
  /** A queue that has not been empty for this time is a standing one; until then this is the wait allowed. */
  interval: positive(duration).prefault("100ms"),
};

export class QueueDelay implements Admission {
  readonly arrives = open.arrives;
  private filledAt = Number.POSITIVE_INFINITY;

  constructor(
    private readonly target: Seconds,
    private readonly interval: Seconds,
  ) {}

  /** The queue has not been empty for longer than the interval. */
  isStanding(now: Seconds): boolean {
    return now - this.filledAt > this.interval;
  }

  served(now: Seconds, waited: Seconds): "admit" | "refuse" {
    return waited <= (this.isStanding(now) ? this.target : this.interval) ? "admit" : "refuse";
  }

  fills(now: Seconds): void {
    this.filledAt = now;
  }

  empties(): void {
    this.filledAt = Number.POSITIVE_INFINITY;
  }
}
