/** More bytes than the line carries: UDP or DNS reflection. Good packets are lost with the bad ones. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import { positive, throughput } from "../../../schema/quantity.js";
import type { AttackTraffic } from "./attack-traffic.js";

export const volumetric = choice({
  name: "volumetric",
  summary: "fills the line into the data centre with bytes",
  options: z.strictObject({ bandwidth: perSystem(positive(throughput)) }),
  create: ({ bandwidth }): AttackTraffic => ({ at: "edge", resource: "bandwidth", load: bandwidth }),
});
