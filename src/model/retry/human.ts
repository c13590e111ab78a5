/**
 * A person who sees an error and clicks again: one in five, after a minute and a half, at most twice. A guess of ours.
 */

import { z } from "zod";
import { exp } from "../../engine/math.js";
import { choice } from "../../schema/choice.js";
import { duration, fraction, positive } from "../../schema/quantity.js";
import { connectionOptions, SHORTEST, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  probability: fraction.prefault("20%"),
  clicks: z.number().int().nonnegative().default(2),
  /** Lognormal. */
  median: positive(duration).prefault("90s"),
  sigma: z.number().nonnegative().default(1),
  ...connectionOptions({ connections: 2, messages: 1, connect: "30s", banner: "30s", response: "60s" }),
});

export const human = choice({
  name: "human",
  summary: "one in five tries again, after 90 s in the median, at most twice; assumed",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures }, random) {
        const [clicks, z] = [random.chance(chosen.probability), random.normal()];
        if (failures > chosen.clicks || !clicks) return "give up";
        return Math.max(SHORTEST, chosen.median * exp(chosen.sigma * z));
      },
      queue: "none",
    }),
});
