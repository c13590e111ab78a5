/**
 * AWS SDK, standard mode: 3 attempts, a random part of 1, 2, 4 … s up to 20 s, and a quota of tokens for retries.
 * Real thing: botocore standard.py:44,366-429,491,670-699; quota.py:7. One quota per host.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import { connectionOptions, SHORTEST, senderOf } from "./connection-defaults.js";
import { TokenQuota } from "./token-quota.js";

const options = z.strictObject({
  attempts: z.number().int().positive().default(3),
  longest: positive(duration).prefault("20s"),
  quota: z.number().int().positive().default(500),
  // botocore's max_pool_connections 10; connect and read timeouts of 60 s.
  ...connectionOptions({ connections: 10, messages: 100, connect: "60s", banner: "60s", response: "60s" }),
});

export const awsStandard = choice({
  name: "aws-standard",
  summary: "3 attempts, full jitter up to 20 s, retries paid from a quota of 500 tokens",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures }, random) {
        if (failures >= chosen.attempts) return "give up";
        return Math.max(SHORTEST, random.uniform() * Math.min(2 ** (failures - 1), chosen.longest));
      },
      destination: () => new TokenQuota(chosen.connections, { tokens: chosen.quota, cost: 5, timeoutCost: 10 }),
      queue: "none",
    }),
});
