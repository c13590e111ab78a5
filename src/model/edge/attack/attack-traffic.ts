/** What an attack sends, as a flow. Its connections and mails are not simulated one by one. */

import type { Hop } from "../../vocabulary/session.js";

/** The capacity that the traffic uses up, and its hop. */
export interface AttackTraffic {
  /** The hop that it overloads. */
  readonly at: Extract<Hop, "edge" | "balancer">;
  /** Which of that hop's capacities. */
  readonly resource: Resource;
  /** Load at full strength, in the resource's unit: B/s, 1/s, or things held at once. */
  readonly load: number;
}

export type Resource = "bandwidth" | "packets" | "requests" | "connections";
