/** A client of the authentication service as the service sees it, and what every part of authentication needs. */

import type { Calendar } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { Meter } from "../../metrics/meter.js";

export interface AuthNeeds {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
}

/** A service that calls. It is told of each call at most once, by the number of its own request. */
export interface CallClient {
  answered(request: number): void;
  /** The call was not taken, or its connection was reset. */
  refused(request: number): void;
  /** The service has lost the call, and the client will hear nothing more. */
  orphaned(request: number): void;
}
