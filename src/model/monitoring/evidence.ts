/**
 * What the counters of the edge and of the intake say to people who look for a cause. Only totals: no single attempt.
 */

import type { CounterDeclaration } from "../../metrics/declaration.js";
import type { Meter } from "../../metrics/meter.js";
import type { Evidence } from "./investigation.js";

/** Counters of the edge that evidence is read from. */
interface EdgeCounters {
  /** Attempts that nobody answered, and those of them that had reached the intake. */
  readonly unanswered: CounterDeclaration;
  readonly unansweredInside: CounterDeclaration;
  /** Connections that set out, and that reached the edge device. */
  readonly setOut: CounterDeclaration;
  readonly cameToEdge: CounterDeclaration;
  readonly endedAtEdge: CounterDeclaration;
  readonly endedAtBalancer: CounterDeclaration;
}

/**
 * Attempts that nobody answered, and how many of them the counters of a suspect explain. Upstream is known by the
 * connections that set out and never reached the edge.
 */
export function evidenceOf(meter: Meter, edge: EdgeCounters): Evidence {
  const total = (counter: CounterDeclaration) => meter.recording().total(counter);
  const explained = {
    intake: () => total(edge.unansweredInside),
    balancer: () => total(edge.endedAtBalancer),
    edge: () => total(edge.endedAtEdge),
    upstream: () => total(edge.setOut) - total(edge.cameToEdge),
  };
  return { failed: () => total(edge.unanswered), explainedBy: (suspect) => explained[suspect]() };
}
