/**
 * When a client sends its SYN again: after 1 s, then 2 s more, 4 s more (RFC 6298: an initial timeout of 1 s that
 * doubles). Left out: the limit on retransmissions (Linux: tcp_syn_retries), as the client's own connect timeout ends
 * an attempt.
 */

import { log2 } from "../../engine/math.js";
import type { Seconds } from "../../schema/quantity.js";

const FIRST: Seconds = 1;

/** Seconds until the next SYN, after `retransmissions` that had no answer either. */
export function nextSynAfter(retransmissions: number): Seconds {
  return FIRST * 2 ** retransmissions;
}

/** SYNs that a client sends within `patience` seconds, the first one included: they go out at 0, 1, 3, 7 … s. */
export function synsWithin(patience: Seconds): number {
  return 1 + Math.floor(log2(Math.max(1, patience / FIRST + 1)));
}
