/**
 * Synthetic probes: a client of our own that tries to get in, at regular times. One outside crosses the edge as
 * customers do; one inside begins behind it. Both then need a front end of SMTP that greets them, or has a place to
 * wait. Left out: how long they wait there, admission policies and limits, and what happens after the greeting.
 */

import type { Calendar } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { Meter } from "../../metrics/meter.js";
import type { Fraction } from "../../schema/quantity.js";
import { monitoringMetrics } from "./metrics.js";
import type { ProbeOptions } from "./options.js";

/** The chance that a new connection does not get in now: for this source at the edge, and at the front ends. */
export interface Risks {
  wayIn(source: number): Fraction;
  intake(): Fraction;
}

/** Sources of probes are numbered from here on: no client has such an address. */
const FIRST_SOURCE = 1_000_000_007;

export function startProbes(
  { calendar, random, meter }: { readonly calendar: Calendar; readonly random: Random; readonly meter: Meter },
  probes: readonly ProbeOptions[],
  risks: Risks,
): void {
  for (const [index, { name, every, from }] of probes.entries()) {
    const tries = meter.counter(monitoringMetrics.probeTries.member(name));
    const failed = meter.counter(monitoringMetrics.probeFailed.member(name));
    const stream = random.stream(`monitoring.probes.${name}`);
    const look = calendar.signal(`probe ${name}`, () => {
      tries.increment();
      const before = from === "outside" ? risks.wayIn(FIRST_SOURCE + index) : 0;
      if (stream.uniform() < 1 - (1 - before) * (1 - risks.intake())) failed.increment();
      calendar.after(every, look);
    });
    calendar.after(every, look);
  }
}
