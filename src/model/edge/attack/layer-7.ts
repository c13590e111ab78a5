/** Requests and commands that look like those of clients. They use up the rate that the load balancer can pass on. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import { positive, rate } from "../../../schema/quantity.js";
import type { AttackTraffic } from "./attack-traffic.js";

export const layer7 = choice({
  name: "layer-7",
  summary: "sends more requests than the load balancer can pass on",
  options: z.strictObject({ requests: perSystem(positive(rate)) }),
  create: ({ requests }): AttackTraffic => ({ at: "balancer", resource: "requests", load: requests }),
});
