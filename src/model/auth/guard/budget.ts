/**
 * A retry budget: every request adds a share of a token to a bucket, and every retry takes a token. Retries are
 * therefore at most that share of the requests, except for bursts of `burst`.
 * Source: Google SRE book, ch. 21 (10 %); M. Brooker's retry model (0.1 per call, 5 tokens), which fills at every call.
 * Others fill on success only: `on`.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import { fraction } from "../../../schema/quantity.js";
import type { Guard } from "./guard.js";

const options = z.strictObject({
  share: fraction.prefault("10%"),
  /** Of the caller as a whole; without a whole token nothing is tried again. */
  burst: perSystem(z.number().positive(), { least: 1 }).default(5),
  on: z.enum(["call", "success"]).default("call"),
});

export const budget = choice({
  name: "budget",
  summary: "retries are at most a share of the requests: a bucket of tokens",
  options,
  create({ share, burst, on }): Guard {
    let tokens = burst;
    const fill = (): void => {
      tokens = Math.min(burst, tokens + share);
    };
    return {
      mayCall() {
        if (on === "call") fill();
        return true;
      },
      mayRetry() {
        if (tokens < 1) return false;
        tokens--;
        return true;
      },
      succeeded() {
        if (on === "success") fill();
      },
      failed() {},
    };
  },
});
