/** A token bucket that refuses clients without a token: a rate limit per front end. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import { positive, rate as rateOf } from "../../../schema/quantity.js";
import { type Admission, open } from "./admission.js";
import { TokenBucket } from "./token-bucket.js";

export const policer = choice({
  name: "policer",
  summary: "a token bucket: refuses what comes above `rate`, bursts of `burst` apart",
  options: z.strictObject({
    rate: perSystem(positive(rateOf)).prefault("100/s"),
    burst: perSystem(z.number().min(1)).default(100),
  }),
  create({ rate, burst }): Admission {
    const bucket = new TokenBucket(rate, burst);
    return { ...open, arrives: ({ now }) => (bucket.take(now) ? "admit" : "refuse") };
  },
});
