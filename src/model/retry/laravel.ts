/**
 * Laravel's queue: one try by default. With more tries, the next one follows when a worker polls (every 3 s). Real
 * thing: WorkerOptions.php.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import { connectionOptions, SHORTEST, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  tries: z.number().int().positive().default(1),
  backoff: duration.prefault("0s"),
  poll: positive(duration).prefault("3s"),
  ...connectionOptions({ connections: 8, messages: 1, connect: "60s", banner: "60s", response: "60s" }),
});

export const laravel = choice({
  name: "laravel",
  summary: "one try; with more tries, again at the next look of a worker (3 s)",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures }, random) {
        if (failures >= chosen.tries) return "give up";
        return Math.max(SHORTEST, chosen.backoff + chosen.poll * random.uniform());
      },
      persists: true,
    }),
});
