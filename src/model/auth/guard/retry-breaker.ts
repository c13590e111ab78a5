/**
 * A breaker of retries alone: failures are tried again only while they are at most a share of the requests so far.
 * First calls always go out. It counts from the start of the run and forgets nothing.
 * Source: M. Brooker, `mbrooker/simulator_example`, retry_sim (10 %, three retries).
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { fraction } from "../../../schema/quantity.js";
import type { Guard } from "./guard.js";

export const retryBreaker = choice({
  name: "retry-breaker",
  summary: "retries while failures are at most a share of the requests; first calls always go out",
  options: z.strictObject({ failures: fraction.prefault("10%") }),
  create({ failures }): Guard {
    let [requests, failed] = [0, 0];
    return {
      mayCall() {
        requests++;
        return true;
      },
      mayRetry: () => failed <= failures * requests,
      succeeded() {},
      failed() {
        failed++;
      },
    };
  },
});
