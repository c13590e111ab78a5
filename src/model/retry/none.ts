/**
 * No queue and no retry: an application library that reports the error and forgets the message, such as smtplib or
 * mailgun.js.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import type { RetryProfile } from "../vocabulary/retry-profile.js";
import { everyAddress, UNREACHED } from "./connection-defaults.js";
import { OpenDestination } from "./open-destination.js";

const options = z.strictObject({
  connections: z.number().int().positive().default(100_000),
  messagesPerConnection: z.number().int().positive().default(1),
  connectTimeout: positive(duration).prefault("120s"),
  bannerTimeout: positive(duration).prefault("30s"),
  responseTimeout: positive(duration).prefault("600s"),
});

export const none = choice({
  name: "none",
  summary: "never tries again: what fails is lost",
  options,
  create: (chosen): RetryProfile => ({
    nextDelay: () => "give up",
    reaction: () => "message",
    destination: () => new OpenDestination(chosen.connections),
    queue: "none",
    patience: { connect: chosen.connectTimeout, banner: chosen.bannerTimeout, dot: chosen.responseTimeout },
    connection: { messages: chosen.messagesPerConnection, pipelining: false },
    addresses: everyAddress(UNREACHED),
  }),
});
