/**
 * Haraka: 2^(5+n) s before retry n, twelve times; no memory of a destination. A 4xx before RCPT, a 421 banner included,
 * defers the message without another MX. One idle timer of 30 s covers every phase. Real thing: outbound/config.js,
 * hmail.js, client_pool.js.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { connectionOptions, everyAddress, senderOf, UNREACHED } from "./connection-defaults.js";

const options = z.strictObject({
  retries: z.number().int().nonnegative().default(12),
  // concurrency_max 100 per worker as outbound.ini says; the code's own default is 10,000.
  ...connectionOptions({ connections: 100, messages: 1, connect: "30s", banner: "30s", response: "30s" }),
});

export const haraka = choice({
  name: "haraka",
  summary: "64 s doubling to 36 h, 12 retries in 73 h",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay: ({ failures }) => (failures > chosen.retries ? "give up" : 2 ** (5 + failures)),
      // hmail.js:301-349: errors and timeouts of the socket at any stage, but no reply.
      addresses: everyAddress([...UNREACHED, "banner timeout", "response timeout", "connection lost"]),
    }),
});
