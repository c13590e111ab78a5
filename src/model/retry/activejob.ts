/**
 * Active Job's retry_on: 5 attempts, 3 s apart or n⁴ + 2 s, plus up to 15 % at random. Real thing: exceptions.rb. The
 * jitter of 15 % is the default of load_defaults 6.1, which is unverified; the class's own default is none.
 */

import { z } from "zod";
import { pow } from "../../engine/math.js";
import { choice } from "../../schema/choice.js";
import { duration, fraction, positive } from "../../schema/quantity.js";
import { connectionOptions, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  attempts: z.number().int().positive().default(5),
  wait: positive(duration).prefault("3s"),
  growth: z.enum(["fixed", "polynomial"]).default("fixed"),
  jitter: fraction.prefault("15%"),
  ...connectionOptions({ connections: 5, messages: 1, connect: "60s", banner: "60s", response: "60s" }),
});

export const activejob = choice({
  name: "activejob",
  summary: "5 attempts, 3 s apart or n⁴ + 2 s, jitter 15 % (unverified)",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures }, random) {
        if (failures >= chosen.attempts) return "give up";
        const spread = 1 + chosen.jitter * random.uniform();
        return chosen.growth === "fixed" ? chosen.wait * spread : pow(failures, 4) * spread + 2;
      },
      persists: true,
    }),
});
