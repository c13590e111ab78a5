/**
 * A guard keeps a caller from calling a service that is in trouble. One per caller; variants are files beside this one.
 */

import type { Stream } from "../../../engine/random.js";
import type { Seconds } from "../../../schema/quantity.js";

export interface Guard {
  /** True when a first call may be made now. */
  mayCall(now: Seconds, random: Stream): boolean;
  /** True when a failed request may be tried again. */
  mayRetry(now: Seconds, random: Stream): boolean;
  /** A call that was made at `calledAt` was answered in time. */
  succeeded(now: Seconds, calledAt: Seconds): void;
  /** A call that was made at `calledAt` was refused, took too long, or was left by its session. */
  failed(now: Seconds, calledAt: Seconds): void;
}
