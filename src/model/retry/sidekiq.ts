/**
 * Sidekiq: (k⁴ + 15 + a random part of 10 (k+1)) s before retry k+1, 25 times in 20 d. Real thing: job_retry.rb,
 * config.rb.
 */

import { z } from "zod";
import { pow } from "../../engine/math.js";
import { choice } from "../../schema/choice.js";
import { duration } from "../../schema/quantity.js";
import { connectionOptions, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  retries: z.number().int().nonnegative().default(25),
  /** The interval at which workers poll for due jobs. A job is picked up half of it late on average. */
  poll: duration.prefault("10s"),
  // Five threads; the timeouts are a guess: Ruby's Net::HTTP and Net::SMTP.
  ...connectionOptions({ connections: 5, messages: 1, connect: "60s", banner: "60s", response: "60s" }),
});

export const sidekiq = choice({
  name: "sidekiq",
  summary: "k⁴ + 15 s and a random part, 25 retries in 20 d",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures }, random) {
        if (failures > chosen.retries) return "give up";
        const k = failures - 1;
        return pow(k, 4) + 15 + random.integer(10 * (k + 1)) + chosen.poll * random.uniform();
      },
      persists: true,
    }),
});
