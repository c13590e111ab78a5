/** Whether the intake takes on more work. A policy sees the load of one front end and says yes or no; it never waits. */

import type { Seconds } from "../../../schema/quantity.js";

export interface Admission {
  /** Asked when a connection (SMTP) or a request (HTTP) arrives. `busy`: slots in use; `waiting`: clients in the queue. */
  arrives(busy: number, waiting: number): "admit" | "refuse";
  /** Asked when a waiting client's turn has come. */
  served(waited: Seconds): "admit" | "refuse";
}
