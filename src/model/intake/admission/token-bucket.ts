/**
 * Tokens that arrive at a rate up to a depth and are taken one by one: RFC 2697's bucket, counted in clients instead of
 * bytes.
 */

import type { PerSecond, Seconds } from "../../../schema/quantity.js";

export class TokenBucket {
  private tokens: number;
  private at: Seconds = 0;

  constructor(
    private readonly rate: PerSecond,
    private readonly depth: number,
  ) {
    this.tokens = depth;
  }

  /** Takes a token. False when there is no whole one. */
  take(now: Seconds): boolean {
    this.fill(now);
    // Rounding must not cost a token that has just become whole.
    if (this.tokens < 1 - 1e-9) return false;
    this.tokens -= 1;
    return true;
  }

  /** When there is a whole token, unless one is taken before. */
  nextAt(now: Seconds): Seconds {
    this.fill(now);
    return this.tokens >= 1 - 1e-9 ? now : now + (1 - this.tokens) / this.rate;
  }

  private fill(now: Seconds): void {
    this.tokens = Math.min(this.depth, this.tokens + (now - this.at) * this.rate);
    this.at = now;
  }
}
