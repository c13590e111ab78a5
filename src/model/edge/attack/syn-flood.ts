/** More SYNs than the edge device can process. It drops packets unseen, good ones as well. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import { positive, rate } from "../../../schema/quantity.js";
import type { AttackTraffic } from "./attack-traffic.js";

export const synFlood = choice({
  name: "syn-flood",
  summary: "sends more SYN packets than the edge device can process",
  options: z.strictObject({ packets: perSystem(positive(rate)) }),
  create: ({ packets }): AttackTraffic => ({ at: "edge", resource: "packets", load: packets }),
});
