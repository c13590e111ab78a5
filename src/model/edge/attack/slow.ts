/**
 * Connections that do next to nothing and stay open (Slowloris): rate × holding time of them at once (Little's law).
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import { duration, positive, rate } from "../../../schema/quantity.js";
import type { AttackTraffic } from "./attack-traffic.js";

export const slow = choice({
  name: "slow",
  summary: "opens connections and keeps them, until the load balancer's table is full",
  options: z.strictObject({ connections: perSystem(positive(rate)), hold: positive(duration).prefault("5min") }),
  create: ({ connections, hold }): AttackTraffic => ({
    at: "balancer",
    resource: "connections",
    load: connections * hold,
  }),
});
