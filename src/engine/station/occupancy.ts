/** How many there are of something, and its integral over time: the source of every time average of a station. */
import type { Seconds } from "../../schema/quantity.js";

export class Occupancy {
  count = 0;
  private area = 0;
  private changedAt: Seconds = 0;

  change(by: number, now: Seconds): void {
    this.area += this.count * (now - this.changedAt);
    this.changedAt = now;
    this.count += by;
  }

  /** Integral of the count since time 0. Averages over a window are differences of it. */
  integral(now: Seconds): number {
    return this.area + this.count * (now - this.changedAt);
  }
}
