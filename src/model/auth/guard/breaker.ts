/**
 * A circuit breaker: when too large a share of the calls in a window fails, no call is made for a while; then one probe
 * decides. While it is open requests fail at once. Source: M. Nygard, Release It!; figures are guesses of ours.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { duration, fraction, positive, type Seconds } from "../../../schema/quantity.js";
import type { Guard } from "./guard.js";

const options = z.strictObject({
  failures: fraction.prefault("50%"),
  window: positive(duration).prefault("10s"),
  /** Calls below which a window says nothing. */
  calls: z.number().int().positive().default(20),
  open: positive(duration).prefault("10s"),
});

type BreakerOptions = z.output<typeof options>;

export const breaker = choice({
  name: "breaker",
  summary: "stops calling for a while when too many calls fail; then a probe decides",
  options,
  create: (chosen): Guard => new Breaker(chosen),
});

class Breaker implements Guard {
  private windowEnds = 0;
  private good = 0;
  private bad = 0;
  private opensUntil = 0;
  private probing = false;

  constructor(private readonly options: BreakerOptions) {}

  mayCall(now: Seconds): boolean {
    if (now < this.opensUntil || this.probing) return false;
    if (this.opensUntil > 0) this.probing = true;
    return true;
  }

  mayRetry(now: Seconds): boolean {
    return this.opensUntil === 0 || (now >= this.opensUntil && !this.probing);
  }

  succeeded(now: Seconds): void {
    this.turn(now);
    this.good++;
    this.opensUntil = 0;
    this.probing = false;
  }

  failed(now: Seconds): void {
    this.turn(now);
    this.bad++;
    const { calls, failures } = this.options;
    const all = this.good + this.bad;
    if (this.probing || (this.opensUntil === 0 && all >= calls && this.bad >= failures * all)) this.trip(now);
  }

  private trip(now: Seconds): void {
    this.opensUntil = now + this.options.open;
    this.probing = false;
    this.good = 0;
    this.bad = 0;
  }

  private turn(now: Seconds): void {
    if (now < this.windowEnds) return;
    this.windowEnds = now + this.options.window;
    this.good = 0;
    this.bad = 0;
  }
}
