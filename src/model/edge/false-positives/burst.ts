/**
 * In bursts: harmless for a long time, then a large share of all connections is harmed, as when a rule trips on a busy
 * minute.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { duration, fraction, positive } from "../../../schema/quantity.js";
import { hashed, type Pattern } from "./pattern.js";

export const burst = choice({
  name: "burst",
  summary: "in bursts: a good part of all connections now and then",
  options: z.strictObject({
    /** How long one burst lasts. Guess: two minutes. */
    for: positive(duration).prefault("2min"),
    /** The share of connections that a burst harms. Guess: half. */
    share: fraction.prefault("50%"),
  }),
  create: ({ for: length, share }): Pattern => ({
    most: share,
    risk: (_source, rate, now, salt) => (hashed(salt, Math.floor(now / length)) < rate / share ? share : 0),
  }),
});
