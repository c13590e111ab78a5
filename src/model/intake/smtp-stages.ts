/**
 * The stages of an SMTP session, from the connect to the final dot. Stages without a decision or a wait are walked in
 * one step, so that a message costs a handful of events. A walk stops where a fault may strike, where a login is
 * checked, at the final dot, and at a stage that takes longer than its client's patience.
 */

import type { Action } from "../../engine/action.js";
import type { Pool } from "../../engine/pool.js";
import { type Cause, type SmtpCode, STAGE, type Stage } from "../vocabulary/reply.js";
import type { Session } from "../vocabulary/session.js";
import { Faults } from "./faults.js";
import { LoginChecker } from "./login-checker.js";
import type { IntakeNeeds } from "./needs.js";
import type { IntakeOptions } from "./options.js";
import { patienceAt, StageTimes, takesPart } from "./stages.js";

/** The server whose sessions go through the stages. */
export interface SmtpStagesNeeds {
  /** The server has the final dot: the message is to be stored. */
  store(session: Session): void;
  /** The stage at which the session stands is refused. */
  deny(session: Session, code: SmtpCode, cause: Cause): void;
}

export class SmtpStages {
  readonly faults: Faults;
  readonly loginChecker: LoginChecker;
  private readonly times: StageTimes;
  private readonly stageEnd: Action<Session>;
  private readonly tooSlow: Action<Session>;

  constructor(
    private readonly needs: IntakeNeeds,
    options: IntakeOptions["stages"],
    sessions: Pool<Session>,
    private readonly server: SmtpStagesNeeds,
  ) {
    const { calendar, random } = needs;
    this.faults = new Faults(random.stream("intake.faults"));
    this.times = new StageTimes(options, random.stream("intake.stages"));
    // 535: the password is wrong. 454: the service gives no answer. Real thing: Postfix, smtpd_sasl_glue.c.
    this.loginChecker = new LoginChecker(calendar, sessions, {
      letIn: (session) => this.walk(session, STAGE.mail),
      turnDown: (session, why) => server.deny(session, why === "unavailable" ? 454 : 535, "auth"),
    });
    this.stageEnd = calendar.action("smtp stage", sessions, (session) => this.endStage(session));
    this.tooSlow = calendar.action("smtp client tires", sessions, (session) => this.outlast(session));
  }

  /** The session has a slot: connect, banner, EHLO, and what follows. */
  greet(session: Session): void {
    this.walk(session, STAGE.connect);
  }

  /** A greeted session goes on with MAIL. */
  beginTransaction(session: Session): void {
    this.walk(session, STAGE.mail);
  }

  /** Goes through the stages from this one on, up to the first one with a decision. */
  private walk(session: Session, from: Stage): void {
    let delay = 0;
    for (let stage = from; stage <= STAGE.dot; stage++) {
      const time = this.times.of(stage, session);
      const patience = patienceAt(stage, session.patience);
      if (time > patience) {
        session.stage = stage;
        session.step = this.needs.calendar.after(delay + patience, this.tooSlow, session);
        return;
      }
      delay += time;
      if (!this.stopsAt(stage, session)) continue;
      session.stage = stage;
      session.stageTime = time;
      session.step = this.needs.calendar.after(delay, this.stageEnd, session);
      return;
    }
  }

  /** Something decides at this stage: a fault that may strike, the check of the login, or the storage. */
  private stopsAt(stage: Stage, session: Session): boolean {
    if (stage === STAGE.dot || (stage === STAGE.auth && this.loginChecker.checks(session))) return true;
    return this.faults.watches(stage) && takesPart(session, stage);
  }

  private endStage(session: Session): void {
    session.step = 0;
    const { stage } = session;
    const code = this.faults.strike(stage);
    if (code !== undefined) this.server.deny(session, code, "fault");
    else if (stage === STAGE.auth && this.loginChecker.checks(session)) this.loginChecker.ask(session, this.tooSlow);
    else if (stage === STAGE.dot) this.server.store(session);
    else this.walk(session, (stage + 1) as Stage);
  }

  private outlast(session: Session): void {
    session.step = 0;
    session.client.outOfPatience(session);
  }
}
