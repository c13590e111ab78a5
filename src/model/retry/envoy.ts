/**
 * Envoy: full jitter from 25 ms, at most ten times that. Retries under way are at most 20 % of active requests, or 3 if
 * that is more. Real thing: retry_state_impl.cc, circuit_breaker.proto. One budget per host.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, fraction, positive, type Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import type { Destination } from "../vocabulary/retry-profile.js";
import { connectionOptions, SHORTEST, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  retries: z.number().int().nonnegative().default(1),
  first: positive(duration).prefault("25ms"),
  budget: fraction.prefault("20%"),
  least: z.number().int().nonnegative().default(3),
  ...connectionOptions({ connections: 1024, messages: 1000, connect: "5s", banner: "15s", response: "15s" }),
});

export const envoy = choice({
  name: "envoy",
  summary: "1 retry, full jitter from 25 ms, retries at most 20 % of what is active",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures }, random) {
        if (failures > chosen.retries) return "give up";
        const most = Math.min(chosen.first * (2 ** failures - 1), 10 * chosen.first);
        return Math.max(SHORTEST, random.uniform() * most);
      },
      destination: () => new RetryBudget(chosen.connections, chosen.budget, chosen.least),
      queue: "none",
    }),
});

class RetryBudget implements Destination {
  readonly resumesAt: Seconds = 0;
  /** Retries granted that have not ended. */
  private underWay = 0;

  constructor(
    readonly window: number,
    private readonly share: number,
    private readonly least: number,
  ) {}

  delivered(): void {}
  failed(): void {}
  idle(): void {}

  accepted(_now: Seconds, failures: number): void {
    if (failures > 0) this.underWay--;
  }

  attemptFailed(_failure: Failure, _now: Seconds, failures: number): void {
    if (failures > 1) this.underWay--;
  }

  grantsRetry(_failure: Failure, busy: number): boolean {
    if (this.underWay >= Math.max(this.least, this.share * (busy + this.underWay))) return false;
    this.underWay++;
    return true;
  }
}
