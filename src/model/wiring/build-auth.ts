/** Builds the authentication service of a scenario, and connects the logins of the intake to it. */

import { inOrder } from "../../schema/moment.js";
import { AuthSystem, type ExpectedLogins } from "../auth/auth-system.js";
import type { Replies } from "../intake/replies.js";
import type { SenderOptions, SystemOptions } from "../options.js";
import { totalRate } from "../senders/shares.js";
import type { Servers } from "./build-intake.js";
import { Logins } from "./logins.js";
import type { SystemWorld } from "./system-world.js";

/** True when some sessions must wait for an answer of auth. */
export function checksLogins(auth: SystemOptions["auth"]): boolean {
  return auth !== "off" && auth.callers.some((one) => one.for !== undefined);
}

/** Undefined where the scenario leaves auth out: every login is then taken as it is. */
export function buildAuth(
  { auth: options, senders }: SystemOptions,
  { calendar, random, meter, clock }: SystemWorld,
): AuthSystem | undefined {
  if (options === "off") return undefined;
  const demand = inOrder(options.demand, clock);
  const world = { calendar, random, meter };
  return new AuthSystem(world, options, demand, expectedLogins(senders));
}

/** Sessions of the intake wait for the callers of auth that ask for them, where there are any. */
export function connectLogins({ smtp, api }: Servers, auth: AuthSystem | undefined, replies: Replies): Logins {
  const checkers = { smtp: smtp.loginChecker, api: api.loginChecker };
  return new Logins(checkers, (protocol) => auth?.callerFor(protocol), replies);
}

/** One login a message: exact for the API; for SMTP an upper bound, as one connection may carry several messages. */
export function expectedLogins(senders: readonly SenderOptions[]): ExpectedLogins {
  const total = totalRate(senders);
  const expected = { smtp: 0, api: 0 };
  for (const { protocol, authenticates, rate, share = 0 } of senders)
    if (authenticates) expected[protocol] += rate ?? share * total;
  return expected;
}
