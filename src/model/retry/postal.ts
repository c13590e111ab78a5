/**
 * Postal: 5 min times 1.3 per attempt, 18 attempts in a day. Real thing: has_locking.rb, config_schema.rb,
 * smtp_sender.rb. Left out: "try again in N seconds" in a 4xx text, which the servers here do not send; the pick-up up
 * to 30 s late.
 */

import { z } from "zod";
import { pow } from "../../engine/math.js";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import { connectionOptions, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  first: positive(duration).prefault("5min"),
  factor: z.number().min(1).default(1.3),
  retries: z.number().int().nonnegative().default(17),
  ...connectionOptions({ connections: 10, messages: 1, connect: "30s", banner: "30s", response: "30s" }),
});

export const postal = choice({
  name: "postal",
  summary: "5 min × 1.3 per attempt, 17 retries in 24 h; connections assumed",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay: ({ failures }) =>
        failures > chosen.retries ? "give up" : chosen.first * pow(chosen.factor, failures - 1),
    }),
});
