/**
 * gRPC: exponential backoff ± 20 %, at most 5 attempts, and retry throttling. A failure costs a token, a success gives
 * a tenth of one; with half of the tokens or fewer, no failure is tried again. Real thing: gRPC proposal A6. First and
 * longest backoff are guesses: the service's configuration states them. Left out: server pushback.
 */

import { z } from "zod";
import { pow } from "../../engine/math.js";
import { choice } from "../../schema/choice.js";
import { duration, positive, type Seconds } from "../../schema/quantity.js";
import type { Destination } from "../vocabulary/retry-profile.js";
import { connectionOptions, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  attempts: z.number().int().min(1).max(5).default(5),
  first: positive(duration).prefault("100ms"),
  longest: positive(duration).prefault("10s"),
  factor: z.number().min(1).default(2),
  tokens: z.number().positive().default(10),
  ratio: z.number().positive().default(0.1),
  ...connectionOptions({ connections: 100, messages: 1000, connect: "20s", banner: "20s", response: "60s" }),
});

export const grpc = choice({
  name: "grpc",
  summary: "5 attempts, exponential ± 20 %, throttled by a bucket of 10 tokens; backoffs assumed",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures }, random) {
        if (failures >= chosen.attempts) return "give up";
        const backoff = Math.min(chosen.first * pow(chosen.factor, failures - 1), chosen.longest);
        return backoff * (0.8 + 0.4 * random.uniform());
      },
      destination: () => new RetryThrottle(chosen.connections, chosen.tokens, chosen.ratio),
      queue: "none",
    }),
});

class RetryThrottle implements Destination {
  readonly resumesAt: Seconds = 0;
  private tokens: number;

  constructor(
    readonly window: number,
    private readonly most: number,
    private readonly ratio: number,
  ) {
    this.tokens = most;
  }

  delivered(): void {}
  failed(): void {}
  idle(): void {}

  accepted(): void {
    this.tokens = Math.min(this.most, this.tokens + this.ratio);
  }

  attemptFailed(): void {
    this.tokens = Math.max(0, this.tokens - 1);
  }

  grantsRetry(): boolean {
    return this.tokens > this.most / 2;
  }
}
