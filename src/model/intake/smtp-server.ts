/**
 * The SMTP server: greets sessions, takes transactions, and answers 421 when it cannot. Accepting is a durable write.
 * A refused client is turned away before it gets a slot, and spends two round trips on it. Real thing: Postfix smtpd
 * (smtpd.c:6012), Exim's daemon (daemon.c:251). Left out: the milliseconds that refusing takes the server.
 */

import type { Action } from "../../engine/action.js";
import type { Lane } from "../../engine/lane.js";
import type { Counter } from "../../metrics/counter.js";
import type { Level } from "../../metrics/level.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import type { WriteOutcome } from "../vocabulary/durable-write.js";
import { NO_MESSAGE } from "../vocabulary/message.js";
import type { IntakeRestartOrder } from "../vocabulary/orders.js";
import type { SmtpPort } from "../vocabulary/ports.js";
import { type Cause, type SmtpCode, STAGE } from "../vocabulary/reply.js";
import type { Session } from "../vocabulary/session.js";
import { nextSynAfter } from "../vocabulary/syn-retransmission.js";
import type { LoginChecker } from "./login-checker.js";
import { intakeMetrics } from "./metrics.js";
import type { IntakeNeeds } from "./needs.js";
import { OpenConnections } from "./open-connections.js";
import type { IntakeOptions } from "./options.js";
import { Slots, type SlotsNeeds } from "./slots.js";
import { restartSessions } from "./smtp-restart.js";
import { SmtpStages } from "./smtp-stages.js";
import { REFUSAL_ROUND_TRIPS } from "./stages.js";

export class SmtpServer implements SmtpPort, SlotsNeeds {
  /** What may change in a run. */
  readonly limits: Pick<IntakeOptions, "connectionsPerClient" | "messagesPerConnection">;
  readonly loginChecker: LoginChecker;
  /** The probability that a connection which came now would not be greeted: no front end with room, or a fault. */
  readonly risk = () => (this.slots.frontEnds.next.hasRoom ? this.stages.faults.riskOfGreeting : 1);
  private readonly slots: Slots;
  private readonly stages: SmtpStages;
  private readonly connections = new OpenConnections();
  private readonly idle: Lane;
  private readonly reply: Action<Session>;
  private readonly refusal: Action<Session>;
  private readonly synAgain: Action<Session>;
  private readonly idleEnd: Action<Session>;
  private readonly inUse: Level;
  private readonly backlog: Level;
  private readonly refused: Counter;
  private readonly droppedSyns: Counter;

  constructor(
    private readonly needs: IntakeNeeds,
    private readonly options: IntakeOptions,
  ) {
    const { calendar, meter } = needs;
    const { connectionsPerClient, messagesPerConnection } = options;
    this.limits = { connectionsPerClient, messagesPerConnection };
    const queue = options.whenFull === "wait" ? options.backlog : 0;
    const limits = { nodes: options.nodes, slots: options.sessions, queue };
    this.slots = new Slots("smtp", needs, limits, options.admission, this);
    const { sessions } = this.slots;
    this.stages = new SmtpStages(needs, options.stages, sessions, {
      store: (session) => this.store(session),
      deny: (session, code, cause) => this.deny(session, code, cause),
    });
    this.loginChecker = this.stages.loginChecker;
    this.idle = calendar.lane(options.idleTimeout);
    this.reply = calendar.action("smtp reply", sessions, (session) => this.deliverReply(session));
    this.refusal = calendar.action("smtp refusal", sessions, (session) => this.deliverRefusal(session));
    this.synAgain = calendar.action("smtp connect again", sessions, (session) => this.receiveSyn(session));
    this.idleEnd = calendar.action("smtp idle", sessions, (session) => this.endIdle(session));
    this.inUse = meter.level(intakeMetrics.sessions);
    this.backlog = meter.level(intakeMetrics.backlog);
    this.refused = meter.counter(intakeMetrics.refused);
    this.droppedSyns = meter.counter(intakeMetrics.droppedSyns);
  }

  /** A connection for a client to fill in and then to `connect`. */
  open(): Session {
    return this.slots.open();
  }

  /** The client connects. It hears from the server by `answered`, `refused`, or not at all. */
  connect(session: Session): void {
    this.slots.frontEnds.assign(session);
    this.receiveSyn(session);
  }

  /** The client begins a transaction for `session.message` on an open connection. */
  transact(session: Session): void {
    this.needs.calendar.cancel(session.step);
    session.step = 0;
    if (session.transactions >= this.limits.messagesPerConnection) {
      session.stage = STAGE.mail;
      this.answer(session, 421, "messages", session.roundTrip);
    } else this.stages.beginTransaction(session);
  }

  /** The client keeps the connection open and says nothing. */
  linger(session: Session): void {
    const { calendar } = this.needs;
    const allowed = this.slots.frontEnds.of(session).idleTimeout(session, calendar.now);
    if (allowed < this.idle.delay) session.step = calendar.after(allowed, this.idleEnd, session);
    else session.step = this.idle.start(this.idleEnd, session);
  }

  /** The client says QUIT. Like its SYN, this counts when it is sent, so that slots are held for the right time. */
  quit(session: Session): void {
    this.needs.calendar.cancel(session.step);
    this.close(session);
  }

  /** The client stops waiting and closes. A durable write under way is finished. */
  abandon(session: Session): void {
    session.abandoned = true;
    if (session.storing) return;
    this.needs.calendar.cancel(session.step);
    if (!session.holdsSlot) this.slots.frontEnds.of(session).remove(session, this.needs.calendar.now);
    this.close(session);
  }

  get faults(): SmtpStages["faults"] {
    return this.stages.faults;
  }

  restart(plan: IntakeRestartOrder): void {
    restartSessions(plan, this.slots, this.needs.calendar, {
      vacate: (session) => this.vacate(session, "nothing to learn"),
      release: (session) => this.release(session),
    });
    this.measure();
  }

  setDown(node: number, isDown: boolean): void {
    this.slots.frontEnds.setDown(node, isDown);
  }

  /** Has no effect on a server that refuses instead of letting clients wait. */
  setBacklog(perNode: number): void {
    if (this.options.whenFull === "wait") this.slots.frontEnds.setQueue(perNode);
  }

  setSessions(perNode: number): void {
    this.slots.frontEnds.setSlots(perNode);
    this.measure();
  }

  takeTurn(session: Session): void {
    session.client.stopsWaiting(session);
    if (!session.holdsSlot) return this.refuse(session, "admission");
    if (!this.connections.isAtLimit(session, this.limits)) return this.begin(session);
    this.slots.frontEnds.of(session).unseat(session);
    this.refuse(session, "connections");
  }

  answerWrite(session: Session, outcome: WriteOutcome): void {
    if (outcome === "stored") this.answer(session, 250, "none", 0.5 * session.roundTrip);
    else this.answer(session, this.options.storageFailure, "storage", 0.5 * session.roundTrip);
  }

  /** Since the start of the run. */
  get sessionsOpened(): number {
    return this.slots.opened;
  }

  laws(): Law[] {
    return [
      ...this.slots.laws("SMTP sessions"),
      difference("SMTP sessions in use = slots held", this.inUse.value, this.slots.frontEnds.slotsHeld),
    ];
  }

  /** The client's SYN arrives at a front end: the first one, or another one after it found the backlog full. */
  private receiveSyn(session: Session): void {
    session.step = 0;
    if (this.connections.isAtLimit(session, this.limits)) return this.refuse(session, "connections");
    switch (this.slots.arrive(session)) {
      case "serve":
        if (session.synRetransmissions > 0) session.client.stopsWaiting(session);
        this.measure();
        return this.begin(session);
      case "wait":
        this.measure();
        session.stage = STAGE.banner;
        return session.client.waits(session, STAGE.banner);
      case "refused":
        return this.refuse(session, "admission");
      case "full":
        return this.options.whenFull === "refuse" ? this.refuse(session, "sessions") : this.goUnheard(session);
      case "down":
        return this.goUnheard(session);
    }
  }

  private begin(session: Session): void {
    this.connections.add(session);
    this.stages.greet(session);
  }

  private goUnheard(session: Session): void {
    this.droppedSyns.increment();
    session.stage = STAGE.connect;
    const delay = nextSynAfter(session.synRetransmissions++);
    session.step = this.needs.calendar.after(delay, this.synAgain, session);
    session.client.waits(session, STAGE.connect);
  }

  private refuse(session: Session, cause: Cause): void {
    session.code = 421;
    session.cause = cause;
    session.stage = STAGE.banner;
    if (session.synRetransmissions > 0) session.client.stopsWaiting(session);
    this.refused.increment();
    this.needs.replies.count(421, cause);
    session.step = this.needs.calendar.after(REFUSAL_ROUND_TRIPS * session.roundTrip, this.refusal, session);
  }

  private deliverRefusal(session: Session): void {
    session.step = 0;
    this.hangUp(session);
    session.client.refused(session, session.code, session.cause as Cause);
    this.release(session);
  }

  private store(session: Session): void {
    // Where storage always answers within the client's patience, its deadline decides nothing and does not run.
    const latest = this.needs.spool.longest + 0.5 * session.roundTrip;
    if (latest >= session.patience.dot) session.client.waits(session, STAGE.dot);
    this.needs.registry.writeBegins(session.message);
    this.slots.write(session);
  }

  /**
   * A fault strikes, or a login fails: before MAIL this ends the session, later the transaction. The stages up to MAIL
   * end when the client has the reply, the others when the server has the bytes. At connect TCP is reset, without one.
   */
  private deny(session: Session, code: SmtpCode, cause: Cause): void {
    const { stage } = session;
    if (stage >= STAGE.mail)
      return this.answer(session, code, cause, stage === STAGE.mail ? 0 : 0.5 * session.roundTrip);
    session.code = code;
    session.cause = cause;
    if (stage !== STAGE.connect) this.needs.replies.count(code, cause);
    this.deliverRefusal(session);
  }

  private answer(session: Session, code: SmtpCode, cause: Cause | "none", travel: number): void {
    session.code = code;
    session.cause = cause;
    session.transactions++;
    this.needs.replies.count(code, cause);
    if (session.abandoned) return this.close(session);
    if (code === 421) session.closes = true;
    session.replying = true;
    session.step = this.needs.calendar.after(travel, this.reply, session);
  }

  private deliverReply(session: Session): void {
    session.step = 0;
    session.replying = false;
    // A client that hears 421 may connect again at once: by then its old connection is no longer counted.
    const { closes } = session;
    if (closes) this.hangUp(session);
    session.client.answered(session, session.code, session.cause);
    if (closes) this.release(session);
  }

  private endIdle(session: Session): void {
    session.step = 0;
    this.needs.replies.count(421, "idle");
    this.hangUp(session, "nothing to learn");
    session.client.lost(session, "idle");
    this.release(session);
  }

  private close(session: Session): void {
    this.hangUp(session);
    this.release(session);
  }

  /** The session's slot, if it holds one, goes to the next client in the queue. */
  private hangUp(session: Session, lesson: "learn" | "nothing to learn" = "learn"): void {
    this.vacate(session, lesson);
    this.slots.admitWaiting(this.slots.frontEnds.of(session));
    this.measure();
  }

  private vacate(session: Session, lesson: "learn" | "nothing to learn"): void {
    if (this.slots.vacate(session, lesson)) this.connections.remove(session);
  }

  private release(session: Session): void {
    this.loginChecker.leave(session);
    session.message = NO_MESSAGE;
    this.slots.release(session);
  }

  private measure(): void {
    const { busy, waiting } = this.slots.frontEnds;
    this.inUse.set(busy);
    if (waiting > 0 || this.backlog.value > 0) this.backlog.set(waiting);
  }
}
