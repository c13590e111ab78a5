/**
 * The SMTP client of a population. It reuses a connection while it may, goes on to further addresses as its profile
 * says, and gives up on silence at its own deadlines. A 250 that arrives after the deadline makes a duplicate (RFC
 * 1047).
 */

import type { Action } from "../../../engine/action.js";
import type { Lane } from "../../../engine/lane.js";
import { type MessageId, NO_MESSAGE } from "../../vocabulary/message.js";
import type { SmtpPort } from "../../vocabulary/ports.js";
import { type Cause, type Failure, type ReplyCode, STAGE, type Stage } from "../../vocabulary/reply.js";
import { NO_ADDRESS } from "../../vocabulary/retry-profile.js";
import type { Client, Session } from "../../vocabulary/session.js";
import { type Addresses, takeOver } from "../addresses.js";
import type { ClientSettings } from "../client-settings.js";
import type { Host } from "../host.js";
import type { MailClient, Population } from "../population.js";
import { Attempts, type ClientNeeds } from "./attempt.js";

export class SmtpClient implements MailClient, Client {
  private readonly attempts: Attempts;
  /** By the stage at which a client may have to wait. */
  private readonly deadlines: readonly (Lane | undefined)[];
  private readonly lingering: Lane | undefined;
  private readonly deadlineOver: Action<number>;
  private readonly lingerOver: Action<number>;

  constructor(
    private readonly population: Population,
    private readonly server: SmtpPort,
    private readonly needs: ClientNeeds,
    private readonly settings: ClientSettings,
    private readonly addresses: Addresses,
  ) {
    const { calendar } = needs;
    this.attempts = new Attempts(population, server, needs, settings);
    const { patience } = settings;
    const deadlines: Lane[] = [];
    deadlines[STAGE.connect] = calendar.lane(patience.connect);
    deadlines[STAGE.banner] = calendar.lane(patience.banner);
    deadlines[STAGE.dot] = calendar.lane(patience.dot);
    this.deadlines = deadlines;
    this.lingering = settings.linger > 0 ? calendar.lane(settings.linger) : undefined;
    this.deadlineOver = calendar.indexed(`client deadline: ${population.name}`, (slot) =>
      this.giveUp(this.attempts.at(slot)),
    );
    this.lingerOver = calendar.indexed(`client quits: ${population.name}`, (slot) =>
      this.quitIdle(this.attempts.at(slot)),
    );
  }

  begin(host: Host, message: MessageId): void {
    host.busy++;
    if (host.idle !== undefined) return this.reuse(host, host.idle, message);
    const session = this.introduce(host);
    session.addressIndex = this.addresses.first(host.destination, this.needs.calendar.now);
    this.attempts.begin(session, message);
    this.needs.log.connectionOpened("attempt");
    this.server.connect(session);
  }

  answered(session: Session, code: ReplyCode, cause: Cause | "none"): void {
    this.attempts.cancelDeadline(session);
    const host = this.population.host(session.host);
    if (code === 250) this.attempts.succeed(session, host);
    else {
      const failure = transactionFailure(code, cause);
      if (this.goesOn(session, host, failure, session.closes ? "closed" : "quits")) return;
      this.attempts.fail(session, host, failure);
    }
    if (session.closes) this.attempts.leave(host);
    else this.continue(session, host, code === 250 ? "accepted" : "failed");
  }

  refused(session: Session, code: ReplyCode): void {
    this.attempts.cancelDeadline(session);
    const host = this.population.host(session.host);
    const failure = refusal(session.stage, code);
    if (this.goesOn(session, host, failure, "closed")) return;
    this.attempts.fail(session, host, failure);
    this.attempts.leave(host);
  }

  lost(session: Session, _cause: Cause): void {
    this.attempts.cancelDeadline(session);
    const host = this.population.host(session.host);
    if (host.idle === session) host.idle = undefined;
    // Between two transactions, or on its way out, the connection carries no attempt.
    if (session.message === NO_MESSAGE || this.goesOn(session, host, "connection lost", "closed")) return;
    this.attempts.fail(session, host, "connection lost");
    this.attempts.leave(host);
  }

  waits(session: Session, stage: Stage): void {
    if (session.deadline !== 0) {
      if (stage === STAGE.connect) return;
      this.attempts.cancelDeadline(session);
    }
    session.deadline = this.deadlines[stage]?.start(this.deadlineOver, session.slot) ?? 0;
  }

  stopsWaiting(session: Session): void {
    this.attempts.cancelDeadline(session);
  }

  outOfPatience(session: Session): void {
    this.giveUp(session);
  }

  /** A new connection of this host, not yet on its way. */
  private introduce(host: Host): Session {
    const session = this.attempts.open(this, host);
    session.pipelining = this.settings.pipelining;
    session.tls = this.settings.tls;
    return session;
  }

  private reuse(host: Host, session: Session, message: MessageId): void {
    this.attempts.cancelDeadline(session);
    host.idle = undefined;
    this.attempts.begin(session, message);
    this.server.transact(session);
  }

  /**
   * The attempt goes on at the next address, if this client tries one. It keeps its place among the host's connections.
   */
  private goesOn(session: Session, host: Host, failure: Failure, parting: "closed" | "quits" | "abandons"): boolean {
    const { calendar, log, observer } = this.needs;
    const address = this.addresses.next(session, failure, host.destination, calendar.now);
    if (address === NO_ADDRESS) return false;
    observer?.addressFailed?.(session, failure);
    this.population.passesOver(host, failure, session.addressIndex);
    const again = this.introduce(host);
    takeOver(session, again, address);
    // An abandoned session keeps its message while its write is under way.
    if (parting === "abandons") this.server.abandon(session);
    else session.message = NO_MESSAGE;
    if (parting === "quits") this.server.quit(session);
    log.connectionOpened("next address");
    this.server.connect(again);
    return true;
  }

  /** The connection is free. It carries the host's next message, is kept open for a while, or is closed. */
  private continue(session: Session, host: Host, last: "accepted" | "failed"): void {
    const next = this.mayCarryMore(session, host) ? this.population.nextAttempt(host, last) : NO_MESSAGE;
    if (next !== NO_MESSAGE) {
      this.attempts.begin(session, next);
      this.server.transact(session);
      // The window may have grown: more connections for what waits.
      return this.population.proceed(host);
    }
    this.keepOrQuit(session, host);
    this.attempts.leave(host);
  }

  private mayCarryMore(session: Session, host: Host): boolean {
    const { destination } = host;
    if (session.transactions >= this.settings.messages || host.busy > destination.window) return false;
    return destination.resumesAt <= this.needs.calendar.now;
  }

  private keepOrQuit(session: Session, host: Host): void {
    if (this.lingering === undefined || host.idle !== undefined || session.transactions >= this.settings.messages)
      return this.server.quit(session);
    host.idle = session;
    session.deadline = this.lingering.start(this.lingerOver, session.slot);
    this.server.linger(session);
  }

  private giveUp(session: Session): void {
    session.deadline = 0;
    const host = this.population.host(session.host);
    const failure = silence(session.stage);
    if (!this.goesOn(session, host, failure, "abandons")) this.attempts.giveUp(session, host, failure);
  }

  private quitIdle(session: Session): void {
    session.deadline = 0;
    this.population.host(session.host).idle = undefined;
    this.server.quit(session);
  }
}

/** What a session that ended before its transaction says about the destination: by the stage, then by the code. */
function refusal(stage: Stage, code: ReplyCode): Failure {
  if (stage === STAGE.connect) return "connection refused";
  if (stage === STAGE.tls) return "tls";
  if (stage === STAGE.auth) return "auth";
  return code === 421 ? "banner 421" : "banner 4xx";
}

function transactionFailure(code: ReplyCode, cause: Cause | "none"): Failure {
  if (code === 421) return "transaction 421";
  if (code === 550) return "rejected";
  return cause === "auth" ? "auth" : "transaction 4xx";
}

function silence(stage: Stage): Failure {
  if (stage === STAGE.connect) return "connect timeout";
  return stage < STAGE.mail ? "banner timeout" : "response timeout";
}
