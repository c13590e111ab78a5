/** What an attack sends, as a flow: never as mail, never as single connections. */

import type { Hop } from "../../vocabulary/session.js";

/** What the traffic uses up, and where. */
export interface AttackTraffic {
  /** The hop that it wears down. */
  readonly at: Extract<Hop, "edge" | "balancer">;
  /** Which of that hop's capacities. */
  readonly resource: Resource;
  /** At full strength, in the resource's unit: B/s, 1/s, or things held at once. */
  readonly load: number;
}

export type Resource = "bandwidth" | "packets" | "requests" | "connections";
