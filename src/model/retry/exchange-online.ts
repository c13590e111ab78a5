/**
 * Exchange Online: about 15 min, growing to an hour at most, for 24 h. Source: published observations. The doubling is
 * a guess.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import { connectionOptions, ladder, minutes, senderOf, within } from "./connection-defaults.js";

const options = z.strictObject({
  lifetime: positive(duration).prefault("24h"),
  ...connectionOptions({ connections: 20, messages: 20, connect: "127s", banner: "10min", response: "10min" }),
});

const WAITS = minutes(15, 30, 60);

export const exchangeOnline = choice({
  name: "exchange-online",
  summary: "15 min growing to 1 h, for 24 h; published observations, in part assumed",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay: (message) => within(chosen.lifetime, message, ladder(WAITS, message.failures)),
      pipelining: true,
    }),
});
