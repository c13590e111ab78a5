/** How a population's clients use connections: from its retry profile and its own options. */

import type { Seconds } from "../../schema/quantity.js";
import type { Patience } from "../vocabulary/session.js";

export interface ClientSettings {
  readonly patience: Patience;
  /** Messages that one connection may carry. */
  readonly messages: number;
  readonly pipelining: boolean;
  readonly roundTrip: Seconds;
  readonly tls: boolean;
  readonly authenticates: boolean;
  /** How long an idle connection is kept open. */
  readonly linger: Seconds;
}
