/** What keeps a caller from calling a service that is in trouble. One guard per caller; variants are files beside this one. */

import type { Stream } from "../../../engine/random.js";
import type { Seconds } from "../../../schema/quantity.js";

export interface Guard {
  /** Whether a first call may be made now. */
  mayCall(now: Seconds, random: Stream): boolean;
  /** Whether a failed request may be tried again. */
  mayRetry(now: Seconds): boolean;
  /** A call came back in time. */
  succeeded(now: Seconds): void;
  /** A call was refused, or nobody waits for it any more. */
  failed(now: Seconds): void;
}
