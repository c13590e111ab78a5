/** First come, first served; but a standing queue refuses clients that have waited longer than a few milliseconds. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import type { Admission } from "./admission.js";
import { QueueDelay, queueDelayOptions } from "./queue-delay.js";

export const codel = choice({
  name: "codel",
  summary: "refuses clients that waited longer than `target` once the queue has stood for `interval`",
  options: z.strictObject(queueDelayOptions),
  create: ({ target, interval }): Admission => new QueueDelay(target, interval),
});
