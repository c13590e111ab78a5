/**
 * A token bucket that makes clients wait for a token: arrivals above the rate are served at the rate, in their order.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import { positive, rate as rateOf } from "../../../schema/quantity.js";
import { type Admission, open } from "./admission.js";
import { TokenBucket } from "./token-bucket.js";

export const shaper = choice({
  name: "shaper",
  summary: "a token bucket: what comes above `rate` waits for its token",
  options: z.strictObject({
    rate: perSystem(positive(rateOf)).prefault("100/s"),
    burst: perSystem(z.number().min(1)).default(100),
  }),
  create({ rate, burst }): Admission {
    const bucket = new TokenBucket(rate, burst);
    return {
      ...open,
      opensAt: (now) => bucket.nextAt(now),
      served(now) {
        bucket.take(now);
        return "admit";
      },
    };
  },
});
