/** Tries again at a fixed interval, a limited number of times: the retry loop of many applications and job queues. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import type { RetryProfile } from "../vocabulary/retry-profile.js";
import { everyAddress, UNREACHED } from "./connection-defaults.js";
import { OpenDestination } from "./open-destination.js";

const options = z.strictObject({
  interval: positive(duration).prefault("5min"),
  /** Retries after the first attempt. */
  retries: z.number().int().nonnegative().default(12),
  connections: z.number().int().positive().default(20),
  messagesPerConnection: z.number().int().positive().default(1),
  connectTimeout: positive(duration).prefault("30s"),
  bannerTimeout: positive(duration).prefault("30s"),
  responseTimeout: positive(duration).prefault("60s"),
});

export const fixed = choice({
  name: "fixed",
  summary: "the same `interval` before every retry, at most `retries` times; figures assumed",
  options,
  create: (chosen): RetryProfile => ({
    nextDelay: ({ failures }) => (failures > chosen.retries ? "give up" : chosen.interval),
    reaction: () => "message",
    destination: () => new OpenDestination(chosen.connections),
    queue: "spool",
    patience: { connect: chosen.connectTimeout, banner: chosen.bannerTimeout, dot: chosen.responseTimeout },
    connection: { messages: chosen.messagesPerConnection, pipelining: false },
    addresses: everyAddress(UNREACHED),
  }),
});
