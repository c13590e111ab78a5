/**
 * The SMTP server: greets sessions, takes transactions, and answers 421 when it cannot. Accepting is a durable write.
 * Stages in which nobody has to wait or decide are walked in one step, so a message costs a handful of events.
 * A refused client holds no slot: it is told off before it gets one, and the two round trips are its own. Real thing:
 * Postfix smtpd (smtpd.c:6012), Exim's daemon (daemon.c:251). Left out: the milliseconds that the refusing takes.
 */

import type { Action } from "../../engine/action.js";
import type { Lane } from "../../engine/lane.js";
import { Pool } from "../../engine/pool.js";
import type { Counter } from "../../metrics/counter.js";
import type { Level } from "../../metrics/level.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import { NO_MESSAGE } from "../vocabulary/message.js";
import { type Cause, type SmtpCode, STAGES, type Stage } from "../vocabulary/reply.js";
import { resetSession, Session } from "../vocabulary/session.js";
import { admissions } from "./admission/index.js";
import { type Fault, Faults } from "./faults.js";
import type { FrontEnd } from "./front-end.js";
import { FrontEnds } from "./front-ends.js";
import type { IntakeWorld } from "./intake-world.js";
import { LoginDesk } from "./login-desk.js";
import { intakeMetrics } from "./metrics.js";
import type { RestartPlan, SpoolClient, WriteOutcome } from "./needs.js";
import { OpenConnections } from "./open-connections.js";
import type { IntakeOptions } from "./options.js";
import { FIRST_KNOCK_AGAIN, patienceAt, REFUSAL_ROUND_TRIPS, StageTimes, takesPart } from "./stages.js";

const AUTH = STAGES.indexOf("auth");
const MAIL = STAGES.indexOf("mail");

export class SmtpServer implements SpoolClient {
  /** What may change in a run. */
  readonly limits: Pick<IntakeOptions, "connectionsPerClient" | "messagesPerConnection">;
  private readonly sessions = new Pool<Session>("session", (slot) => new Session(slot), resetSession);
  readonly desk: LoginDesk;
  /** The chance that a connection which came now would not be greeted: nobody is up, no place is left, or a fault strikes. */
  readonly risk = () => (this.frontEnds.next.hasRoom ? this.faults.riskOfGreeting : 1);
  private readonly frontEnds: FrontEnds;
  private readonly connections = new OpenConnections();
  private readonly faults: Faults;
  private readonly times: StageTimes;
  private readonly idle: Lane;
  private readonly stageEnd: Action<Session>;
  private readonly reply: Action<Session>;
  private readonly refusal: Action<Session>;
  private readonly tooSlow: Action<Session>;
  private readonly knockAgain: Action<Session>;
  private readonly idleEnd: Action<Session>;
  private readonly inUse: Level;
  private readonly backlog: Level;
  private readonly refused: Counter;
  private readonly droppedSyns: Counter;
  private opened = 0;
  private closed = 0;

  constructor(
    private readonly world: IntakeWorld,
    private readonly options: IntakeOptions,
  ) {
    const { calendar, random, meter } = world;
    const { connectionsPerClient, messagesPerConnection } = options;
    this.limits = { connectionsPerClient, messagesPerConnection };
    const backlog = options.whenFull === "wait" ? options.backlog : 0;
    this.frontEnds = new FrontEnds(
      "smtp",
      calendar,
      { nodes: options.nodes, slots: options.sessions, queue: backlog },
      (node) => admissions.make(options.admission, random.stream(`intake.smtp.admission.${node}`)),
      (frontEnd) => this.admitWaiting(frontEnd),
    );
    // 535: the password is wrong. 454: nobody can tell. Real thing: Postfix, smtpd_sasl_glue.c.
    this.desk = new LoginDesk(calendar, this.sessions, {
      letIn: (session) => this.walk(session, AUTH + 1),
      turnDown: (session, why) => this.deny(session, why === "unavailable" ? 454 : 535, "auth"),
    });
    this.faults = new Faults(random.stream("intake.faults"));
    this.times = new StageTimes(options.stages, random.stream("intake.stages"));
    this.idle = calendar.lane(options.idleTimeout);
    this.stageEnd = calendar.action("smtp stage", this.sessions, (session) => this.endStage(session));
    this.reply = calendar.action("smtp reply", this.sessions, (session) => this.deliverReply(session));
    this.refusal = calendar.action("smtp refusal", this.sessions, (session) => this.deliverRefusal(session));
    this.tooSlow = calendar.action("smtp client tires", this.sessions, (session) => this.outlast(session));
    this.knockAgain = calendar.action("smtp connect again", this.sessions, (session) => this.knock(session));
    this.idleEnd = calendar.action("smtp idle", this.sessions, (session) => this.endIdle(session));
    this.inUse = meter.level(intakeMetrics.sessions);
    this.backlog = meter.level(intakeMetrics.backlog);
    this.refused = meter.counter(intakeMetrics.refused);
    this.droppedSyns = meter.counter(intakeMetrics.droppedSyns);
  }

  /** A connection for a client to fill in and then to `connect`. */
  open(): Session {
    const session = this.sessions.acquire();
    if (session === undefined) throw new Error("the pool of sessions has no limit");
    this.opened++;
    return session;
  }

  /** The client connects. It hears from the server by `answered`, `refused`, or not at all. */
  connect(session: Session): void {
    this.frontEnds.assign(session);
    this.knock(session);
  }

  /** The client begins a transaction for `session.message` on an open connection. */
  transact(session: Session): void {
    this.world.calendar.cancel(session.step);
    session.step = 0;
    if (session.transactions >= this.limits.messagesPerConnection) {
      session.stage = "mail";
      this.answer(session, 421, "messages", session.roundTrip);
    } else this.walk(session, MAIL);
  }

  /** The client keeps the connection open and says nothing. */
  linger(session: Session): void {
    const { calendar } = this.world;
    const allowed = this.frontEnds.of(session).idleTimeout(session, calendar.now);
    if (allowed < this.idle.delay) session.step = calendar.after(allowed, this.idleEnd, session);
    else session.step = this.idle.start(this.idleEnd, session);
  }

  /** The client says QUIT. Like its SYN, this counts when it is sent: both travel equally long, so slots are held as long. */
  quit(session: Session): void {
    this.world.calendar.cancel(session.step);
    this.close(session);
  }

  /** The client stops waiting and closes. A durable write under way is finished all the same. */
  abandon(session: Session): void {
    session.abandoned = true;
    if (session.storing) return;
    this.world.calendar.cancel(session.step);
    if (!session.holdsSlot) this.frontEnds.of(session).remove(session, this.world.calendar.now);
    this.close(session);
  }

  beginFault(fault: Fault): void {
    this.faults.begin(fault);
  }

  endFault(fault: Fault): void {
    this.faults.end(fault);
  }

  /** Every session ends: clients lose their connections, and may be back at once. Replies on their way still arrive. */
  restart({ waiting, inFlight, node }: RestartPlan): void {
    const held = this.sessions.items.filter((one) => one.holdsSlot && (node ?? one.node) === one.node);
    const kept = held.filter((one) => one.replying || (one.storing && inFlight === "finish"));
    for (const session of kept) session.closes = true;
    const ended = held.filter((one) => !kept.includes(one));
    for (const session of ended) this.vacate(session, "nothing to learn");
    const dropped = waiting === "drop" ? this.frontEnds.clear(node) : [];
    this.frontEnds.admitAll();
    // Idle connections first: a client that lost another one must not try to use them.
    const idle = ended.filter(({ message }) => message === NO_MESSAGE);
    const busy = ended.filter(({ message, abandoned }) => message !== NO_MESSAGE && !abandoned);
    for (const session of [...idle, ...busy, ...dropped]) this.cutOff(session);
    this.measure();
  }

  setDown(node: number, isDown: boolean): void {
    this.frontEnds.setDown(node, isDown);
  }

  /** Has no effect on a server that refuses instead of letting clients wait. */
  setBacklog(perNode: number): void {
    if (this.options.whenFull === "wait") this.frontEnds.setQueue(perNode);
  }

  setSessions(perNode: number): void {
    this.frontEnds.setSlots(perNode);
    this.measure();
  }

  written(tag: number, outcome: WriteOutcome): void {
    const session = this.sessions.items[tag];
    if (session === undefined) throw new Error(`no session ${tag}`);
    session.storing = false;
    this.world.registry.writeEnds(session.message, outcome === "stored");
    if (outcome === "stored") this.answer(session, 250, "none", 0.5 * session.roundTrip);
    else this.answer(session, this.options.storageFailure, "storage", 0.5 * session.roundTrip);
  }

  /** Since the start of the run. */
  get sessionsOpened(): number {
    return this.opened;
  }

  laws(): Law[] {
    return [
      difference("SMTP sessions opened = closed + open", this.opened, this.closed + this.sessions.inUse),
      difference("SMTP sessions in use = slots held", this.inUse.value, this.frontEnds.busy),
    ];
  }

  /** The client's SYN arrives. */
  private knock(session: Session): void {
    session.step = 0;
    if (this.hasEnough(session)) return this.refuse(session, "connections");
    switch (this.frontEnds.of(session).arrive(session, this.world.calendar.now)) {
      case "serve":
        if (session.knocks > 0) session.client.stopsWaiting(session);
        this.measure();
        return this.begin(session);
      case "wait":
        this.measure();
        session.stage = "banner";
        this.frontEnds.wakeLater(this.frontEnds.of(session));
        return session.client.waits(session, "banner");
      case "refused":
        return this.refuse(session, "admission");
      case "full":
        return this.options.whenFull === "refuse" ? this.refuse(session, "sessions") : this.goUnheard(session);
      case "down":
        return this.goUnheard(session);
    }
  }

  /** The client has as many connections as it may. */
  private hasEnough(session: Session): boolean {
    return this.connections.count(session.address) >= this.limits.connectionsPerClient;
  }

  private begin(session: Session): void {
    this.connections.add(session);
    this.walk(session, 0);
  }

  private goUnheard(session: Session): void {
    this.droppedSyns.increment();
    session.stage = "connect";
    session.step = this.world.calendar.after(FIRST_KNOCK_AGAIN * 2 ** session.knocks++, this.knockAgain, session);
    session.client.waits(session, "connect");
  }

  private refuse(session: Session, cause: Cause): void {
    session.code = 421;
    session.cause = cause;
    session.stage = "banner";
    if (session.knocks > 0) session.client.stopsWaiting(session);
    this.refused.increment();
    this.world.replies.count(421, cause);
    session.step = this.world.calendar.after(REFUSAL_ROUND_TRIPS * session.roundTrip, this.refusal, session);
  }

  private deliverRefusal(session: Session): void {
    session.step = 0;
    this.hangUp(session);
    session.client.refused(session, session.code, session.cause as Cause);
    this.release(session);
  }

  /** Goes through the stages from `stage` on, up to the first at which something has to be decided. */
  private walk(session: Session, stage: number): void {
    let delay = 0;
    for (let i = stage; i < STAGES.length; i++) {
      const current = STAGES[i] as (typeof STAGES)[number];
      const time = this.times.of(current, session);
      const patience = patienceAt(current, session.patience);
      if (time > patience) {
        session.stage = current;
        session.step = this.world.calendar.after(delay + patience, this.tooSlow, session);
        return;
      }
      delay += time;
      if (!this.stopsAt(current, session)) continue;
      session.stage = current;
      session.stageTime = time;
      session.step = this.world.calendar.after(delay, this.stageEnd, session);
      return;
    }
  }

  /** Somebody must decide: a fault that may strike, whoever checks the login, or the storage. */
  private stopsAt(stage: Stage, session: Session): boolean {
    if (stage === "dot" || (stage === "auth" && this.desk.checks(session))) return true;
    return this.faults.watches(stage) && takesPart(session, stage);
  }

  private endStage(session: Session): void {
    session.step = 0;
    const { stage } = session;
    const code = this.faults.strike(stage);
    if (code !== undefined) this.deny(session, code, "fault");
    else if (stage === "auth" && this.desk.checks(session)) this.desk.ask(session, this.tooSlow);
    else if (stage === "dot") this.store(session);
    else this.walk(session, STAGES.indexOf(stage) + 1);
  }

  private outlast(session: Session): void {
    session.step = 0;
    session.client.tires(session);
  }

  private store(session: Session): void {
    session.storing = true;
    session.client.waits(session, "dot");
    this.world.registry.writeBegins(session.message);
    this.world.spool.write(session.bytes, this, session.slot);
  }

  /**
   * A fault strikes, or a login fails: before MAIL it ends the session, later the transaction. The stages up to MAIL end when the client has
   * the reply, the others when the server has the bytes. At connect TCP is reset, which is no reply.
   */
  private deny(session: Session, code: SmtpCode, cause: Cause): void {
    const stage = STAGES.indexOf(session.stage);
    if (stage >= MAIL) return this.answer(session, code, cause, stage === MAIL ? 0 : 0.5 * session.roundTrip);
    session.code = code;
    session.cause = cause;
    if (session.stage !== "connect") this.world.replies.count(code, cause);
    this.deliverRefusal(session);
  }

  private answer(session: Session, code: SmtpCode, cause: Cause | "none", travel: number): void {
    session.code = code;
    session.cause = cause;
    session.transactions++;
    this.world.replies.count(code, cause);
    if (session.abandoned) return this.close(session);
    if (code === 421) session.closes = true;
    session.replying = true;
    session.step = this.world.calendar.after(travel, this.reply, session);
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
    this.world.replies.count(421, "idle");
    this.hangUp(session, "nothing to learn");
    session.client.lost(session, "idle");
    this.release(session);
  }

  /** The connection breaks under the client. A durable write under way goes on without it. */
  private cutOff(session: Session): void {
    this.world.calendar.cancel(session.step);
    session.step = 0;
    session.abandoned = session.storing;
    const { message } = session;
    session.client.lost(session, "restart");
    if (session.storing) session.message = message;
    else this.release(session);
  }

  private close(session: Session): void {
    this.hangUp(session);
    this.release(session);
  }

  /** The slot, if the session holds one, goes to those who wait. */
  private hangUp(session: Session, lesson: "learn" | "nothing to learn" = "learn"): void {
    this.vacate(session, lesson);
    this.admitWaiting(this.frontEnds.of(session));
    this.measure();
  }

  private vacate(session: Session, lesson: "learn" | "nothing to learn"): void {
    if (!session.holdsSlot) return;
    if (lesson === "learn") this.frontEnds.of(session).leave(session, this.world.calendar.now);
    else this.frontEnds.of(session).unseat(session);
    this.connections.remove(session);
  }

  private release(session: Session): void {
    this.desk.leave(session);
    session.message = NO_MESSAGE;
    this.closed++;
    this.sessions.release(session);
  }

  /** Whose turn has come begins, or is refused, until every slot is taken or nobody waits. */
  private admitWaiting(frontEnd: FrontEnd): void {
    const { now } = this.world.calendar;
    for (let session = frontEnd.next(now); session !== undefined; session = frontEnd.next(now)) {
      session.client.stopsWaiting(session);
      if (!session.holdsSlot) this.refuse(session, "admission");
      else if (this.hasEnough(session)) {
        frontEnd.unseat(session);
        this.refuse(session, "connections");
      } else this.begin(session);
    }
    this.frontEnds.wakeLater(frontEnd);
  }

  private measure(): void {
    this.inUse.set(this.frontEnds.busy);
    this.backlog.set(this.frontEnds.waiting);
  }
}
