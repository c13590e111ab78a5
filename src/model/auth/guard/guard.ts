/** What keeps a caller from calling a service that is in trouble. One guard per caller; variants are files beside this one. */

import type { Stream } from "../../../engine/random.js";
import type { Seconds } from "../../../schema/quantity.js";

export interface Guard {
  /** Whether a first call may be made now. */
  mayCall(now: Seconds, random: Stream): boolean;
  /** Whether a failed request may be tried again. */
  mayRetry(now: Seconds, random: Stream): boolean;
  /** A call that was made at `calledAt` came back in time. */
  succeeded(now: Seconds, calledAt: Seconds): void;
  /** A call was refused, or nobody waits for it any more: it took too long, or who had asked has left. */
  failed(now: Seconds, calledAt: Seconds): void;
}
