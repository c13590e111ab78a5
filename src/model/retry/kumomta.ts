/**
 * KumoMTA: 20 min doubling without a limit, ± half of min(a twentieth, 60 s), for 7 d. Real thing: queue/config.rs,
 * egress_path.rs, client_types.rs. Left out: the delay of a whole ready queue after 100 failures in a row, and its
 * overflow.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import { BEFORE_MAIL, connectionOptions, everyAddress, senderOf, within } from "./connection-defaults.js";

const options = z.strictObject({
  retryInterval: positive(duration).prefault("20min"),
  lifetime: positive(duration).prefault("7d"),
  ...connectionOptions({ connections: 32, messages: 1024, connect: "60s", banner: "60s", response: "5min" }),
});

export const kumomta = choice({
  name: "kumomta",
  summary: "20 min doubling, ± 30 s, for 7 d",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay(message, random) {
        const interval = chosen.retryInterval * 2 ** (message.failures - 1);
        const jitter = Math.min(interval / 20, 60) * (random.uniform() - 0.5);
        return within(chosen.lifetime, message, interval + jitter);
      },
      // reconnect_strategy: a 421 in the middle of a session leads to the next host, as does one that cannot be used at
      // all.
      addresses: everyAddress([...BEFORE_MAIL, "transaction 421"]),
      pipelining: true,
    }),
});
