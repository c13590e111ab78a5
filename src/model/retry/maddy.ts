/**
 * maddy: documented as 15 min × 1.25 per try, 20 tries. Its code truncates the factor to a whole number, and so do we.
 * Real thing: target/queue/queue.go.
 */

import { z } from "zod";
import { pow } from "../../engine/math.js";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import { connectionOptions, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  first: positive(duration).prefault("15min"),
  retries: z.number().int().nonnegative().default(19),
  // max_parallelism 16; the timeouts are a guess: RFC 5321's.
  ...connectionOptions({ connections: 16, messages: 1, connect: "5min", banner: "5min", response: "10min" }),
});

export const maddy = choice({
  name: "maddy",
  summary: "15 min times a whole number that grows to 55, 19 retries in 66 h; timeouts assumed",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay: ({ failures }) =>
        failures > chosen.retries ? "give up" : chosen.first * Math.floor(pow(1.25, failures - 1)),
    }),
});
