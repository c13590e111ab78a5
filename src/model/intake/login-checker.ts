/**
 * Checks the logins of one server's sessions: asks the authentication service, and knows which sessions wait for an
 * answer. Where logins are not checked, AUTH takes its stage time and every client is let in.
 */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Pool } from "../../engine/pool.js";
import { type LoginClient, type LoginOutcome, NO_LOGIN } from "../vocabulary/login.js";
import { STAGE } from "../vocabulary/reply.js";
import type { Session } from "../vocabulary/session.js";
import type { LoginNeeds } from "./needs.js";
import { patienceAt } from "./stages.js";

/** What becomes of a session whose login has been checked. */
export interface LoginCheckerNeeds {
  letIn(session: Session): void;
  turnDown(session: Session, why: Exclude<LoginOutcome, "ok">): void;
}

export class LoginChecker implements LoginClient {
  /** Undefined where logins are not checked. Set before the run, as the checking part is built later. */
  logins: LoginNeeds | undefined;
  /** Sessions that wait for an answer. */
  open = 0;

  constructor(
    private readonly calendar: Calendar,
    private readonly sessions: Pool<Session>,
    private readonly server: LoginCheckerNeeds,
  ) {}

  /** True when this session must wait at AUTH for an answer. */
  checks(session: Session): boolean {
    return this.logins !== undefined && session.authenticates;
  }

  /**
   * Asks for the session's login. The customer of a session is its host.
   * @param outOfPatience what happens when the client has waited long enough for this reply; the stage's own time
   * counts
   */
  ask(session: Session, outOfPatience?: Action<Session>): void {
    const login = this.logins?.check(session.address, this, session.slot) ?? NO_LOGIN;
    if (login === NO_LOGIN) return;
    session.login = login;
    this.open++;
    if (outOfPatience === undefined) return;
    const left = patienceAt(STAGE.auth, session.patience) - session.stageTime;
    if (left < Number.POSITIVE_INFINITY) session.step = this.calendar.after(left, outOfPatience, session);
  }

  checked(slot: number, outcome: LoginOutcome): void {
    const session = this.sessions.items[slot];
    if (session === undefined) throw new Error(`no session ${slot}`);
    if (session.login !== NO_LOGIN) this.open--;
    session.login = NO_LOGIN;
    // The client's own deadline for this reply.
    this.calendar.cancel(session.step);
    session.step = 0;
    if (outcome === "ok") this.server.letIn(session);
    else this.server.turnDown(session, outcome);
  }

  /** The session is over. True when it was waiting for an answer. */
  leave(session: Session): boolean {
    if (session.login === NO_LOGIN) return false;
    this.open--;
    this.logins?.leave(session.login);
    session.login = NO_LOGIN;
    return true;
  }
}
