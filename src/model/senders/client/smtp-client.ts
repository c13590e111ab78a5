/**
 * The SMTP client of a population: carries messages over connections, uses a connection again while it may, and gives
 * up on silence at its own deadlines. A 250 that comes after the deadline makes a duplicate (RFC 1047).
 */

import type { Action } from "../../../engine/action.js";
import type { Calendar } from "../../../engine/calendar.js";
import type { Lane } from "../../../engine/lane.js";
import type { MailObserver } from "../../vocabulary/mail-observer.js";
import { type MessageId, NO_MESSAGE } from "../../vocabulary/message.js";
import type { Cause, Failure, ReplyCode, Stage } from "../../vocabulary/reply.js";
import { STAGES } from "../../vocabulary/reply.js";
import { NO_ADDRESS } from "../../vocabulary/retry-profile.js";
import type { Client, Session } from "../../vocabulary/session.js";
import { type Addresses, takeOver } from "../addresses.js";
import type { ClientHabits } from "../client-settings.js";
import type { Host } from "../host.js";
import type { AttemptLog, MailRoom, SmtpPort } from "../needs.js";
import type { Carrier, Population } from "../population.js";

export interface CarrierWorld {
  readonly calendar: Calendar;
  readonly mail: MailRoom;
  readonly log: AttemptLog;
  readonly observer?: MailObserver | undefined;
}

const MAIL = STAGES.indexOf("mail");

export class SmtpCarrier implements Carrier, Client {
  private readonly deadlines: { readonly connect: Lane; readonly banner: Lane; readonly dot: Lane };
  private readonly lingering: Lane | undefined;
  private readonly deadlineOver: Action<number>;
  private readonly lingerOver: Action<number>;
  /** Sessions by slot: what the deadlines' numbers stand for. */
  private readonly open: Session[] = [];

  constructor(
    private readonly population: Population,
    private readonly server: SmtpPort,
    private readonly world: CarrierWorld,
    private readonly habits: ClientHabits,
    private readonly addresses: Addresses,
  ) {
    const { calendar } = world;
    const { patience } = habits;
    this.deadlines = {
      connect: calendar.lane(patience.connect),
      banner: calendar.lane(patience.banner),
      dot: calendar.lane(patience.dot),
    };
    this.lingering = habits.linger > 0 ? calendar.lane(habits.linger) : undefined;
    this.deadlineOver = calendar.indexed(`client deadline: ${population.name}`, (slot) => this.giveUpWaiting(slot));
    this.lingerOver = calendar.indexed(`client quits: ${population.name}`, (slot) => this.quitIdle(slot));
  }

  begin(host: Host, message: MessageId): void {
    host.busy++;
    if (host.idle !== undefined) return this.reuse(host, host.idle, message);
    const session = this.introduce(host);
    session.nth = this.addresses.first(host.destination, this.world.calendar.now);
    this.load(session, message);
    this.world.log.connectionOpened("attempt");
    this.server.connect(session);
  }

  answered(session: Session, code: ReplyCode, cause: Cause | "none"): void {
    this.cancelDeadline(session);
    const host = this.population.host(session.host);
    const { message } = session;
    if (code === 250) {
      this.world.log.attemptAccepted(session, this.world.calendar.now - session.attemptAt);
      this.world.observer?.attemptEnded(session, "accepted");
      session.message = NO_MESSAGE;
      this.population.succeeded(host, message, session.nth);
    } else {
      const failure = transactionFailure(code, cause);
      if (this.goesOn(session, host, failure, session.closes ? "closed" : "quits")) return;
      this.fail(session, host, failure);
    }
    if (session.closes) this.leave(host);
    else this.continue(session, host, code === 250 ? "accepted" : "failed");
  }

  refused(session: Session, code: ReplyCode): void {
    this.cancelDeadline(session);
    const host = this.population.host(session.host);
    const failure = refusal(session.stage, code);
    if (this.goesOn(session, host, failure, "closed")) return;
    this.fail(session, host, failure);
    this.leave(host);
  }

  lost(session: Session, _cause: Cause): void {
    this.cancelDeadline(session);
    const host = this.population.host(session.host);
    if (host.idle === session) host.idle = undefined;
    // Between two transactions, or on its way out, the connection carries no attempt.
    if (session.message === NO_MESSAGE || this.goesOn(session, host, "connection lost", "closed")) return;
    this.fail(session, host, "connection lost");
    this.leave(host);
  }

  waits(session: Session, stage: Stage): void {
    if (session.deadline !== 0) {
      if (stage === "connect") return;
      this.cancelDeadline(session);
    }
    session.deadline = this.deadlines[stage as keyof typeof this.deadlines].start(this.deadlineOver, session.slot);
  }

  stopsWaiting(session: Session): void {
    this.cancelDeadline(session);
  }

  tires(session: Session): void {
    this.giveUpWaiting(session.slot);
  }

  /** A new connection of this host, not yet on its way. */
  private introduce(host: Host): Session {
    const session = this.server.open();
    this.open[session.slot] = session;
    session.client = this;
    session.host = host.number;
    session.address = host.address;
    session.patience = this.habits.patience;
    session.roundTrip = this.habits.roundTrip;
    session.pipelining = this.habits.pipelining;
    session.tls = this.habits.tls;
    session.authenticates = this.habits.authenticates;
    return session;
  }

  /** Puts a message into the session: an attempt begins. */
  private load(session: Session, message: MessageId): void {
    const { messages } = this.world.mail;
    session.message = message;
    session.bytes = messages.bytes.get(message);
    session.recipients = messages.recipients.get(message);
    session.attemptAt = this.world.calendar.now;
    session.tried = 1;
    session.handshakes = 0;
    this.world.log.attemptBegan();
    this.world.observer?.attemptBegan(session);
  }

  private reuse(host: Host, session: Session, message: MessageId): void {
    this.cancelDeadline(session);
    host.idle = undefined;
    this.load(session, message);
    this.server.transact(session);
  }

  /** The attempt goes on at the next address, if this client tries one: it keeps its place among the host's connections. */
  private goesOn(session: Session, host: Host, failure: Failure, parting: "closed" | "quits" | "abandons"): boolean {
    const { calendar, log, observer } = this.world;
    const address = this.addresses.next(session, failure, host.destination, calendar.now);
    if (address === NO_ADDRESS) return false;
    observer?.addressFailed?.(session, failure);
    this.population.passesOver(host, failure, session.nth);
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

  /** The connection is free: for the host's next message, to be kept for a while, or to be closed. */
  private continue(session: Session, host: Host, last: "accepted" | "failed"): void {
    const next = this.mayCarryMore(session, host) ? this.population.nextAttempt(host, last) : NO_MESSAGE;
    if (next !== NO_MESSAGE) {
      this.load(session, next);
      this.server.transact(session);
      // The window may have grown: more connections for what waits.
      return this.population.proceed(host);
    }
    this.keepOrQuit(session, host);
    this.leave(host);
  }

  private mayCarryMore(session: Session, host: Host): boolean {
    const { destination } = host;
    if (session.transactions >= this.habits.messages || host.busy > destination.window) return false;
    return destination.resumesAt <= this.world.calendar.now;
  }

  private keepOrQuit(session: Session, host: Host): void {
    if (this.lingering === undefined || host.idle !== undefined || session.transactions >= this.habits.messages)
      return this.server.quit(session);
    host.idle = session;
    session.deadline = this.lingering.start(this.lingerOver, session.slot);
    this.server.linger(session);
  }

  private fail(session: Session, host: Host, failure: Failure): void {
    const { message } = session;
    this.world.log.attemptFailed(session, failure);
    this.world.observer?.attemptEnded(session, failure);
    session.message = NO_MESSAGE;
    this.population.failed(host, message, failure, session.nth);
  }

  private leave(host: Host): void {
    host.busy--;
    this.population.proceed(host);
  }

  private giveUpWaiting(slot: number): void {
    const session = this.sessionAt(slot);
    const host = this.population.host(session.host);
    session.deadline = 0;
    const { message, nth } = session;
    const failure = silence(session.stage);
    if (this.goesOn(session, host, failure, "abandons")) return;
    this.world.log.attemptFailed(session, failure);
    this.world.observer?.attemptEnded(session, failure);
    this.server.abandon(session);
    this.population.failed(host, message, failure, nth);
    this.leave(host);
  }

  private quitIdle(slot: number): void {
    const session = this.sessionAt(slot);
    session.deadline = 0;
    this.population.host(session.host).idle = undefined;
    this.server.quit(session);
  }

  private sessionAt(slot: number): Session {
    const session = this.open[slot];
    if (session === undefined) throw new Error(`no session ${slot}`);
    return session;
  }

  private cancelDeadline(session: Session): void {
    if (session.deadline === 0) return;
    this.world.calendar.cancel(session.deadline);
    session.deadline = 0;
  }
}

/** What a session that ended before its transaction says of the destination: by the stage, then by the code. */
function refusal(stage: Stage, code: ReplyCode): Failure {
  if (stage === "connect") return "connection refused";
  if (stage === "tls" || stage === "auth") return stage;
  return code === 421 ? "banner 421" : "banner 4xx";
}

function transactionFailure(code: ReplyCode, cause: Cause | "none"): Failure {
  if (code === 421) return "transaction 421";
  if (code === 550) return "rejected";
  return cause === "auth" ? "auth" : "transaction 4xx";
}

function silence(stage: Stage): Failure {
  if (stage === "connect") return "connect timeout";
  return STAGES.indexOf(stage) < MAIL ? "banner timeout" : "response timeout";
}
