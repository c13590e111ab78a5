/** As codel, and the newest client is served first while the queue is a standing one ("Fail at Scale", 2015). */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import type { Seconds } from "../../../schema/quantity.js";
import type { Admission } from "./admission.js";
import { QueueDelay, queueDelayOptions } from "./queue-delay.js";

export const adaptiveLifo = choice({
  name: "adaptive-lifo",
  summary: "as codel, and serves the newest client first while the queue stands",
  options: z.strictObject(queueDelayOptions),
  create: ({ target, interval }): Admission => new AdaptiveLifo(target, interval),
});

class AdaptiveLifo extends QueueDelay {
  next(now: Seconds): "oldest" | "newest" {
    return this.isStanding(now) ? "newest" : "oldest";
  }
}
