/**
 * Client-side adaptive throttling: a call is rejected locally with probability (requests - K * accepts) / (requests +
 * 1), both counted over a window. An overloaded service then receives K times the load that it accepts.
 * Source: Google SRE book, ch. 21: K = 2, two minutes. The window is counted in twelve parts.
 */

import { z } from "zod";
import type { Stream } from "../../../engine/random.js";
import { choice } from "../../../schema/choice.js";
import { each } from "../../../schema/per-system.js";
import { duration, positive, type Seconds } from "../../../schema/quantity.js";
import type { Guard } from "./guard.js";

const options = z.strictObject({
  factor: each(z.number().min(1)).default(2),
  window: positive(duration).prefault("2min"),
});

const PARTS = 12;

export const throttle = choice({
  name: "throttle",
  summary: "rejects calls on the spot as the share of accepted ones falls (adaptive throttling)",
  options,
  create: ({ factor, window }): Guard => new Throttle(factor, window),
});

class Throttle implements Guard {
  private readonly requests = new Float64Array(PARTS);
  private readonly accepts = new Float64Array(PARTS);
  private allRequests = 0;
  private allAccepts = 0;
  private part = 0;

  constructor(
    private readonly factor: number,
    private readonly window: Seconds,
  ) {}

  mayCall(now: Seconds, random: Stream): boolean {
    this.turn(now);
    const excess = (this.allRequests - this.factor * this.allAccepts) / (this.allRequests + 1);
    this.add(this.requests, 1);
    this.allRequests++;
    return random.uniform() >= excess;
  }

  /** A retry is a request like any other. */
  mayRetry(now: Seconds, random: Stream): boolean {
    return this.mayCall(now, random);
  }

  succeeded(now: Seconds): void {
    this.turn(now);
    this.add(this.accepts, 1);
    this.allAccepts++;
  }

  failed(): void {}

  private add(counts: Float64Array, amount: number): void {
    const index = this.part % PARTS;
    counts[index] = (counts[index] ?? 0) + amount;
  }

  /** Forgets the parts of the window that are over. */
  private turn(now: Seconds): void {
    const part = Math.floor((now / this.window) * PARTS);
    for (let steps = Math.min(part - this.part, PARTS); steps > 0; steps--) {
      const index = (part - steps + 1) % PARTS;
      this.allRequests -= this.requests[index] ?? 0;
      this.allAccepts -= this.accepts[index] ?? 0;
      this.requests[index] = 0;
      this.accepts[index] = 0;
    }
    this.part = part;
  }
}
