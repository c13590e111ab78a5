/**
 * Connects the logins of the intake's sessions to the callers of auth that check them, and compares the counts of both
 * sides.
 */

import type { Caller } from "../auth/caller.js";
import type { LoginChecker } from "../intake/login-checker.js";
import type { Replies } from "../intake/replies.js";
import type { SenderOptions } from "../options.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";

export type Protocol = SenderOptions["protocol"];

export class Logins {
  private readonly asking: { readonly checker: LoginChecker; readonly caller: Caller }[] = [];

  constructor(
    checkers: Readonly<Record<Protocol, LoginChecker>>,
    callerFor: (protocol: Protocol) => Caller | undefined,
    private readonly replies: Replies,
  ) {
    for (const protocol of ["smtp", "api"] as const) {
      const caller = callerFor(protocol);
      if (caller === undefined) continue;
      checkers[protocol].logins = caller;
      this.asking.push({ checker: checkers[protocol], caller });
    }
  }

  /** Every login that the intake asks for ends in exactly one reply, or with the end of its session. */
  laws(): Law[] {
    if (this.asking.length === 0) return [];
    let [atAuth, waiting, failed, denied] = [0, 0, 0, 0];
    for (const { checker, caller } of this.asking) {
      atAuth += checker.open;
      waiting += caller.waiting;
      failed += caller.told.unavailable;
      denied += caller.told["wrong password"];
    }
    return [
      difference("sessions that wait for auth = open requests of their callers", atAuth, waiting),
      difference("454 and 503 for auth = logins without an answer", this.replies.authFailed, failed),
      difference("535 and 401 = logins with a wrong password", this.replies.denied, denied),
    ];
  }
}
