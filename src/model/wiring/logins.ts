/** Ties the logins of the intake's sessions to the callers of auth that ask for them, and holds both sides' books together. */

import type { ExpectedLogins } from "../auth/auth-system.js";
import type { Caller } from "../auth/caller.js";
import type { LoginChecker } from "../intake/login-checker.js";
import type { Replies } from "../intake/replies.js";
import type { SenderOptions, SystemOptions } from "../options.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import { totalRate } from "./build-senders.js";

export type Protocol = SenderOptions["protocol"];

/** Whether some sessions must wait for auth's word. */
export function checksLogins(auth: SystemOptions["auth"]): boolean {
  return auth !== "off" && auth.callers.some((one) => one.for !== undefined);
}

/** One login a message: what the API asks for, and the most that SMTP does, whose connections may carry several. */
export function expectedLogins(senders: readonly SenderOptions[], scale: number): ExpectedLogins {
  const total = totalRate(senders);
  const expected = { smtp: 0, api: 0 };
  for (const { protocol, authenticates, rate, share = 0 } of senders)
    if (authenticates) expected[protocol] += (rate ?? share * total) / scale;
  return expected;
}

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

  /** Every login that the intake asks for ends in exactly one reply, or its session is gone. */
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
