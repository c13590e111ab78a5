/**
 * Celery: 3 retries, 180 s apart; with `backoff`, a random part of backoff · 2ⁿ up to 10 min. A task without `retry` is
 * not tried again at all. Real thing: app/task.py, utils/time.py, app/autoretry.py.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import { connectionOptions, SHORTEST, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  retries: z.number().int().nonnegative().default(3),
  delay: positive(duration).prefault("180s"),
  backoff: z.union([z.literal("off"), positive(duration)]).default("off"),
  longest: positive(duration).prefault("10min"),
  ...connectionOptions({ connections: 8, messages: 1, connect: "60s", banner: "60s", response: "60s" }),
});

export const celery = choice({
  name: "celery",
  summary: "3 retries, 180 s apart, or a jittered backoff up to 10 min",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures }, random) {
        if (failures > chosen.retries) return "give up";
        if (chosen.backoff === "off") return chosen.delay;
        const most = Math.min(chosen.longest, chosen.backoff * 2 ** (failures - 1));
        return Math.max(SHORTEST, random.integer(Math.floor(most) + 1));
      },
      persists: true,
    }),
});
