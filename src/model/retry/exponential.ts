/**
 * Exponential backoff with the four jitters of the AWS Architecture Blog (2015), simulator
 * `aws-arch-backoff-simulator`: full = U(0, b), equal = b/2 + U(0, b/2), decorrelated = min(longest, U(first, 3 *
 * last)), where b doubles up to `longest`.
 */

import { z } from "zod";
import { pow } from "../../engine/math.js";
import type { Stream } from "../../engine/random.js";
import { choice } from "../../schema/choice.js";
import { duration, positive, type Seconds } from "../../schema/quantity.js";
import type { Postponed, RetryProfile } from "../vocabulary/retry-profile.js";
import { everyAddress, UNREACHED } from "./connection-defaults.js";
import { OpenDestination } from "./open-destination.js";

const options = z.strictObject({
  first: positive(duration).prefault("60s"),
  longest: positive(duration).prefault("1h"),
  factor: z.number().min(1).default(2),
  jitter: z.enum(["none", "full", "equal", "decorrelated"]).default("full"),
  /** Retries after the first attempt. */
  retries: z.number().int().nonnegative().default(12),
  connections: z.number().int().positive().default(20),
  messagesPerConnection: z.number().int().positive().default(1),
  connectTimeout: positive(duration).prefault("30s"),
  bannerTimeout: positive(duration).prefault("30s"),
  responseTimeout: positive(duration).prefault("60s"),
});

type ExponentialOptions = z.output<typeof options>;

/** The shortest wait that a jitter may draw: a retry happens after its failure, never at the same instant. */
const SHORTEST = 1e-3;

export const exponential = choice({
  name: "exponential",
  summary:
    "grows by `factor` from `first` up to `longest`, spread by `jitter` (none, full, equal, decorrelated); figures assumed",
  options,
  create: (chosen): RetryProfile => ({
    nextDelay(message, random) {
      if (message.failures > chosen.retries) return "give up";
      return Math.max(SHORTEST, jittered(chosen, message, random));
    },
    reaction: () => "message",
    destination: () => new OpenDestination(chosen.connections),
    queue: "spool",
    patience: { connect: chosen.connectTimeout, banner: chosen.bannerTimeout, dot: chosen.responseTimeout },
    connection: { messages: chosen.messagesPerConnection, pipelining: false },
    addresses: everyAddress(UNREACHED),
  }),
});

function jittered(options: ExponentialOptions, message: Postponed, random: Stream): Seconds {
  const { first, longest, factor, jitter } = options;
  const backoff = Math.min(longest, first * pow(factor, message.failures - 1));
  switch (jitter) {
    case "none":
      return backoff;
    case "full":
      return backoff * random.uniform();
    case "equal":
      return backoff * (0.5 + 0.5 * random.uniform());
    case "decorrelated": {
      const last = message.interval === 0 ? first : message.interval;
      message.interval = Math.min(longest, first + (3 * last - first) * random.uniform());
      return message.interval;
    }
  }
}
