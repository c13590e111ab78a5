/**
 * A client's quota of retries: a bucket of tokens that pays for every retry and that successes fill again. botocore's
 * standard.py and quota.py: 500 tokens, 5 per retry, 10 after a timeout; a success gives back what its retry cost, or
 * 1.
 */

import type { Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import type { Destination } from "../vocabulary/retry-profile.js";

export interface QuotaRules {
  readonly tokens: number;
  readonly cost: number;
  readonly timeoutCost: number;
}

const TIMEOUTS: ReadonlySet<Failure> = new Set(["connect timeout", "banner timeout", "response timeout"]);

export class TokenQuota implements Destination {
  readonly resumesAt: Seconds = 0;
  private tokens: number;

  constructor(
    readonly window: number,
    private readonly rules: QuotaRules,
  ) {
    this.tokens = rules.tokens;
  }

  delivered(): void {}
  failed(): void {}
  idle(): void {}

  accepted(_now: Seconds, failures: number): void {
    const refund = failures > 0 ? this.rules.cost : 1;
    this.tokens = Math.min(this.rules.tokens, this.tokens + refund);
  }

  grantsRetry(failure: Failure): boolean {
    const cost = TIMEOUTS.has(failure) ? this.rules.timeoutCost : this.rules.cost;
    if (this.tokens < cost) return false;
    this.tokens -= cost;
    return true;
  }
}
