/** What the counters of the edge and of the intake say to people who look for a cause. Only totals: no single attempt. */

import type { Meter } from "../../metrics/meter.js";

/** The counters that speak for a suspect. Upstream is known by the connections that set out and never reached the edge. */
const COUNTERS = {
  intake: (total: (name: string) => number) => total("failures.unanswered.intake"),
  balancer: (total: (name: string) => number) => total("hops.balancer.dropped"),
  edge: (total: (name: string) => number) => total("hops.edge.dropped"),
  upstream: (total: (name: string) => number) => total("hops.internet.in") - total("hops.edge.in"),
};

/** Attempts that nobody answered, and how many of them the counters of a suspect explain. */
export function evidenceOf(meter: Meter) {
  return {
    failed: () => meter.recording().total("failures.unanswered"),
    explainedBy(suspect: keyof typeof COUNTERS) {
      const recording = meter.recording();
      return COUNTERS[suspect]((name) => recording.total(name));
    },
  };
}
