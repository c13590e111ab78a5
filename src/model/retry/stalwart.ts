/**
 * Stalwart: 2, 5, 10, 15, 30 min, 1, 2, 24, 72 h, for 3 d; two MX hosts of two addresses each. Real thing:
 * config/smtp/queue.rs. Left out: schedules per recipient. Unverified: after which failures it goes on to the next
 * address.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import {
  BEFORE_MAIL,
  connectionOptions,
  everyAddress,
  ladder,
  minutes,
  senderOf,
  within,
} from "./connection-defaults.js";

const WAITS = minutes(2, 5, 10, 15, 30, 60, 120, 1440, 4320);

const options = z.strictObject({
  lifetime: positive(duration).prefault("3d"),
  ...connectionOptions({ connections: 50, messages: 1, connect: "5min", banner: "5min", response: "10min" }),
});

export const stalwart = choice({
  name: "stalwart",
  summary: "2, 5, 10, 15, 30 min, 1 h, 2 h, then a day later, for 3 d; when it tries the next address unverified",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay: (message) => within(chosen.lifetime, message, ladder(WAITS, message.failures)),
      addresses: everyAddress(BEFORE_MAIL, 4),
      pipelining: true,
    }),
});
