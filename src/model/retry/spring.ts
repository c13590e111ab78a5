/**
 * Spring Retry: 3 attempts, 1 s apart; or 100 ms doubling up to 30 s. No jitter. Real thing: SimpleRetryPolicy,
 * *BackOffPolicy.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import { connectionOptions, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  attempts: z.number().int().positive().default(3),
  growth: z.enum(["fixed", "exponential"]).default("fixed"),
  wait: positive(duration).prefault("1s"),
  first: positive(duration).prefault("100ms"),
  longest: positive(duration).prefault("30s"),
  ...connectionOptions({ connections: 20, messages: 100, connect: "60s", banner: "60s", response: "60s" }),
});

export const spring = choice({
  name: "spring",
  summary: "3 attempts, 1 s apart, or 100 ms doubling up to 30 s",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures }) {
        if (failures >= chosen.attempts) return "give up";
        return chosen.growth === "fixed" ? chosen.wait : Math.min(chosen.longest, chosen.first * 2 ** (failures - 1));
      },
      queue: "none",
    }),
});
