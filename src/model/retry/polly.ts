/**
 * Polly v8: 3 retries, 2 s; constant, linear or exponential; with jitter, ± 25 %, and for exponential the "decorrelated
 * jitter V2" of RetryHelper.cs: differences of 2^t · tanh(√(4t)), t drawn evenly in each step. Real thing:
 * RetryConstants.cs, RetryHelper.cs.
 */

import { z } from "zod";
import { pow, tanh } from "../../engine/math.js";
import type { Stream } from "../../engine/random.js";
import { choice } from "../../schema/choice.js";
import { duration, positive, type Seconds } from "../../schema/quantity.js";
import type { Postponed } from "../vocabulary/retry-profile.js";
import { connectionOptions, SHORTEST, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  retries: z.number().int().nonnegative().default(3),
  wait: positive(duration).prefault("2s"),
  growth: z.enum(["constant", "linear", "exponential"]).default("constant"),
  jitter: z.boolean().default(false),
  ...connectionOptions({ connections: 20, messages: 100, connect: "60s", banner: "60s", response: "60s" }),
});

type PollyOptions = z.output<typeof options>;

export const polly = choice({
  name: "polly",
  summary: "3 retries, 2 s; constant, linear or exponential; jitter off by default",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay: (message, random) =>
        message.failures > chosen.retries ? "give up" : Math.max(SHORTEST, waitOf(chosen, message, random)),
      queue: "none",
    }),
});

function waitOf({ wait, growth, jitter }: PollyOptions, message: Postponed, random: Stream): Seconds {
  const step = message.failures - 1;
  if (growth === "exponential") return jitter ? decorrelated(wait, message, random) : wait * 2 ** step;
  const plain = growth === "linear" ? wait * (step + 1) : wait;
  return jitter ? plain * (0.75 + 0.5 * random.uniform()) : plain;
}

/**
 * Scaled by 1/1.4 so that the median of the first wait is `wait`. `message.interval` holds the last value of the curve.
 */
function decorrelated(wait: Seconds, message: Postponed, random: Stream): Seconds {
  const t = message.failures - 1 + random.uniform();
  const value = pow(2, t) * tanh(Math.sqrt(4 * t));
  const delay = (Math.max(0, value - message.interval) * wait) / 1.4;
  message.interval = value;
  return delay;
}
