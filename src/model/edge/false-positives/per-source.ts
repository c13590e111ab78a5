/** By the source's address: an unlucky client is shut out altogether, until the device changes its list. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { duration, positive } from "../../../schema/quantity.js";
import { hashed, type Pattern } from "./pattern.js";

export const perSource = choice({
  name: "per-source",
  summary: "by the source address: all connections of an unlucky client, for a while",
  options: z.strictObject({
    /** How long a source stays on the list. Guess: an hour. */
    every: positive(duration).prefault("1h"),
  }),
  create: ({ every }): Pattern => ({
    risk: (source, rate, now, salt) => (hashed(source, Math.floor(now / every) + 1_000_003 * salt) < rate ? 1 : 0),
  }),
});
