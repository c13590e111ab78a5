/**
 * AWS SDK, adaptive mode: as standard, with a rate limit by the rules of CUBIC once the client has been throttled. Real
 * thing: botocore throttling.py, adaptive.py, bucket.py: beta 0.7, scale 0.4, at least 0.5/s, at most twice the
 * measured rate. One limit per host. Simplified: requests wait until the next token, not in a queue of threads.
 */

import { z } from "zod";
import { cbrt, pow } from "../../engine/math.js";
import { choice } from "../../schema/choice.js";
import { duration, type PerSecond, positive, type Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import { connectionOptions, SHORTEST, senderOf } from "./connection-defaults.js";
import { type QuotaRules, TokenQuota } from "./token-quota.js";

const options = z.strictObject({
  attempts: z.number().int().positive().default(3),
  longest: positive(duration).prefault("20s"),
  quota: z.number().int().positive().default(500),
  ...connectionOptions({ connections: 10, messages: 100, connect: "60s", banner: "60s", response: "60s" }),
});

const BETA = 0.7;
const SCALE = 0.4;
const LEAST: PerSecond = 0.5;

export const awsAdaptive = choice({
  name: "aws-adaptive",
  summary: "as aws-standard, with a rate limit of its own once it was throttled",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures }, random) {
        if (failures >= chosen.attempts) return "give up";
        return Math.max(SHORTEST, random.uniform() * Math.min(2 ** (failures - 1), chosen.longest));
      },
      destination: () => new AdaptiveRate(chosen.connections, { tokens: chosen.quota, cost: 5, timeoutCost: 10 }),
      queue: "none",
    }),
});

const THROTTLES: ReadonlySet<Failure> = new Set(["http 429", "http 5xx", "banner 421", "transaction 421"]);

/** The send rate of one client: cut to 0.7 of itself when throttled, then up along a cubic curve. */
export class AdaptiveRate extends TokenQuota {
  readonly paces = true;
  override resumesAt: Seconds = 0;
  /** Infinity until the first throttle. */
  rate: PerSecond = Number.POSITIVE_INFINITY;
  private lastMax: PerSecond = 0;
  private throttledAt: Seconds = 0;
  /** Requests per second as they were sent: smoothed over half-second bins, as botocore does. */
  private measured: PerSecond = 0;
  private bin = 0;
  private inBin = 0;

  constructor(window: number, rules: QuotaRules) {
    super(window, rules);
  }

  begins(now: Seconds): void {
    this.measure(now);
    if (this.rate < Number.POSITIVE_INFINITY) this.resumesAt = Math.max(now, this.resumesAt) + 1 / this.rate;
  }

  override accepted(now: Seconds, failures: number): void {
    super.accepted(now, failures);
    if (this.rate === Number.POSITIVE_INFINITY) return;
    const toMax = cbrt((this.lastMax * (1 - BETA)) / SCALE);
    this.limit(SCALE * pow(now - this.throttledAt - toMax, 3) + this.lastMax);
  }

  attemptFailed(failure: Failure, now: Seconds): void {
    if (!THROTTLES.has(failure)) return;
    this.lastMax = Math.min(this.rate, Math.max(this.measured, LEAST));
    this.throttledAt = now;
    this.limit(BETA * this.lastMax);
  }

  private limit(rate: PerSecond): void {
    this.rate = Math.max(LEAST, Math.min(rate, 2 * this.measured));
  }

  private measure(now: Seconds): void {
    const bin = Math.floor(now * 2);
    this.inBin++;
    if (bin <= this.bin) return;
    const rate = (2 * this.inBin) / (bin - this.bin);
    this.measured = 0.8 * rate + 0.2 * this.measured;
    this.inBin = 0;
    this.bin = bin;
  }
}
