/** Demand over the day, and a load that follows it: a Poisson process by thinning (Lewis and Shedler 1979). */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import { type Point, valueAt } from "../../engine/piecewise.js";
import type { Stream } from "../../engine/random.js";
import type { Fraction, PerSecond, Seconds } from "../../schema/quantity.js";

/** A share of full demand at a time. */
export interface DemandPoint {
  readonly at: Seconds;
  readonly share: Fraction;
}

/** Linear between its points, constant before the first and after the last; full demand without points. */
export class Demand {
  readonly peak: Fraction;

  private readonly points: readonly Point[];

  constructor(points: readonly DemandPoint[]) {
    this.points = points.map(({ at, share }) => ({ at, value: share }));
    this.peak = points.length === 0 ? 1 : Math.max(...points.map(({ share }) => share));
  }

  at(now: Seconds): Fraction {
    return this.points.length === 0 ? 1 : valueAt(this.points, now);
  }
}

/** Requests at `rate` times demand, from the start of the load to its stop. */
export class Load {
  private readonly candidate: Action<void>;
  private since: Seconds = 0;
  private ticket = 0;

  constructor(
    name: string,
    private readonly calendar: Calendar,
    private readonly stream: Stream,
    private readonly rate: PerSecond,
    private readonly demand: Demand,
    private readonly arrive: () => void,
    /** The load grows evenly to its full rate over this time. */
    private readonly rollout: Seconds = 0,
  ) {
    this.candidate = calendar.signal(name, () => this.consider());
  }

  start(): void {
    this.since = this.calendar.now;
    this.schedule();
  }

  stop(): void {
    this.calendar.cancel(this.ticket);
    this.ticket = 0;
  }

  private schedule(): void {
    const peak = this.rate * this.demand.peak;
    this.ticket = peak > 0 ? this.calendar.after(this.stream.exponential(1 / peak), this.candidate) : 0;
  }

  private consider(): void {
    const { now } = this.calendar;
    this.schedule();
    const grown = this.rollout > 0 ? Math.min(1, (now - this.since) / this.rollout) : 1;
    if (this.stream.uniform() * this.demand.peak < grown * this.demand.at(now)) this.arrive();
  }
}
