/**
 * A circuit breaker. When too large a share of the calls in a window fails, no call is made for a while. Then one probe
 * decides; if its result is not known after the same time again, another probe follows. Calls from before the breaker
 * opened decide nothing. While it is open requests fail at once; retries that were granted before still go out.
 * Source: M. Nygard, Release It!; figures are guesses of ours.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import { duration, fraction, positive, type Seconds } from "../../../schema/quantity.js";
import type { Guard } from "./guard.js";

const options = z.strictObject({
  failures: fraction.prefault("50%"),
  window: positive(duration).prefault("10s"),
  /** Least number of calls in a window for a decision. */
  calls: perSystem(z.number().int().positive()).default(20),
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
  /** No call is made before this time; 0 while the breaker is closed. */
  private openUntil: Seconds = 0;
  /**
   * Calls from before this time decide nothing. Infinity until the latest opening is first probed, then the time of
   * that probe.
   */
  private decidesFrom: Seconds = 0;

  constructor(private readonly options: BreakerOptions) {}

  mayCall(now: Seconds): boolean {
    if (this.openUntil === 0) return true;
    if (now < this.openUntil) return false;
    this.decidesFrom = Math.min(this.decidesFrom, now);
    this.openUntil = now + this.options.open;
    return true;
  }

  mayRetry(now: Seconds): boolean {
    return this.mayCall(now);
  }

  succeeded(now: Seconds, calledAt: Seconds): void {
    if (calledAt < this.decidesFrom) return;
    if (this.openUntil > 0) this.close(now);
    this.turn(now);
    this.good++;
  }

  failed(now: Seconds, calledAt: Seconds): void {
    if (calledAt < this.decidesFrom) return;
    this.turn(now);
    this.bad++;
    const { calls, failures } = this.options;
    const all = this.good + this.bad;
    if (this.openUntil > 0 || (all >= calls && this.bad >= failures * all)) this.trip(now);
  }

  private trip(now: Seconds): void {
    this.openUntil = now + this.options.open;
    this.decidesFrom = Number.POSITIVE_INFINITY;
  }

  private close(now: Seconds): void {
    this.openUntil = 0;
    this.windowEnds = now;
  }

  private turn(now: Seconds): void {
    if (now < this.windowEnds) return;
    this.windowEnds = now + this.options.window;
    this.good = 0;
    this.bad = 0;
  }
}
