/** Queue runners: a host's runs are evenly spaced, from its own phase on, and mail moves only at a run. */

import type { Seconds } from "../../schema/quantity.js";
import type { Postponed } from "../vocabulary/retry-profile.js";

/** Seconds until the first run after now that is not before `due`. */
export function untilRun(interval: Seconds, { now, phase }: Postponed, due: Seconds): Seconds {
  const first = phase * interval;
  const run = first + Math.max(0, Math.ceil((due - first) / interval)) * interval;
  return (run > now ? run : run + interval) - now;
}
