/**
 * Mailgun's own outgoing mail: 10, 15, 30 min, 1, 2, 4 h, then it gives up. Source: Mailgun's help centre. The rest is
 * a guess.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { connectionOptions, ladder, minutes, senderOf } from "./connection-defaults.js";

const WAITS = minutes(10, 15, 30, 60, 120, 240);

const options = z.strictObject({
  ...connectionOptions({ connections: 20, messages: 100, connect: "30s", banner: "60s", response: "5min" }),
});

export const mailgunOutbound = choice({
  name: "mailgun-outbound",
  summary: "10, 15, 30 min, 1, 2, 4 h: 6 retries in 8 h; documentation; connections and timeouts assumed",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay: ({ failures }) => (failures > WAITS.length ? "give up" : ladder(WAITS, failures)),
      pipelining: true,
    }),
});
