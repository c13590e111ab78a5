/**
 * The addresses of a population's smarthost, and the one that an attempt tries next. All lead to the same intake; where
 * there is an edge, each leads to a pool, by that pool's share.
 * Left out: IPv6 beside IPv4, and the order in which DNS returns them.
 */

import type { Seconds } from "../../schema/quantity.js";
import { type Failure, STAGE } from "../vocabulary/reply.js";
import { type AddressRules, type Destination, NO_ADDRESS } from "../vocabulary/retry-profile.js";
import type { Session } from "../vocabulary/session.js";

export class Addresses {
  private readonly most: number;

  constructor(
    private readonly count: number,
    private readonly rules: AddressRules,
  ) {
    this.most = Math.min(count, rules.most);
  }

  /** The address at which an attempt on a new connection begins. */
  first(destination: Destination, now: Seconds): number {
    return destination.nextAddress === undefined ? 0 : Math.max(0, destination.nextAddress(now, 0));
  }

  /**
   * The address at which an attempt goes on after this failure at the session's address; `NO_ADDRESS` when it is over.
   */
  next(session: Session, failure: Failure, destination: Destination, now: Seconds): number {
    if (session.tried >= this.most || !this.rules.goesOn(failure)) return NO_ADDRESS;
    if (session.stage >= STAGE.mail && session.handshakes + 1 >= this.rules.sessions) return NO_ADDRESS;
    const next = session.addressIndex + 1;
    if (destination.nextAddress === undefined) return next % this.count;
    return destination.nextAddress(now, next);
  }
}

/** Hands the attempt of one session over to another session, at another address. */
export function takeOver(from: Session, to: Session, address: number): void {
  to.addressIndex = address;
  to.tried = from.tried + 1;
  to.handshakes = from.handshakes + (from.stage >= STAGE.mail ? 1 : 0);
  to.message = from.message;
  to.bytes = from.bytes;
  to.recipients = from.recipients;
  to.attemptAt = from.attemptAt;
}
