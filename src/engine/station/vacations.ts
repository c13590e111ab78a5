/**
 * A server that finds nobody waiting takes a vacation, and another one as long as nobody waits when it comes back
 * ("multiple vacations"): polling loops, maintenance between jobs. Arrivals do not call it back.
 */
import type { Action } from "../action.js";
import type { Calendar } from "../calendar.js";
import type { Distribution } from "../distribution/index.js";
import type { Stream } from "../random.js";
import type { Rest, Resting } from "./rest.js";

export class Vacations implements Rest {
  /** Vacations begun so far. */
  taken = 0;
  private over: Action<void> | undefined;

  /** @param length must have a positive mean, as time would stand still otherwise */
  constructor(
    private readonly calendar: Calendar,
    private readonly length: Distribution,
    private readonly stream: Stream,
  ) {
    if (!(length.mean > 0)) throw new RangeError("vacations of no length");
  }

  attach(station: Resting): void {
    this.over = this.calendar.signal(`${station.name} vacation over`, () => station.resume());
  }

  rest(): void {
    this.taken++;
    this.calendar.after(this.length.sample(this.stream), this.over!);
  }

  arrived(): void {}
}
