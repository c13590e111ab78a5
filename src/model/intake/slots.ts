/**
 * The sessions of one server and the slots that they take at its front ends: what the SMTP server and the HTTP API have
 * in common. A slot goes to the next client in the queue when it comes free; the servers decide what a client is told.
 */

import { Pool } from "../../engine/pool.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import type { SpoolClient, WriteOutcome } from "../vocabulary/durable-write.js";
import type { IntakeRestartOrder } from "../vocabulary/orders.js";
import { resetSession, Session } from "../vocabulary/session.js";
import { admissions } from "./admission/index.js";
import type { FrontEnd, Welcome } from "./front-end.js";
import { type FrontEndLimits, FrontEnds } from "./front-ends.js";
import type { IntakeNeeds } from "./needs.js";
import type { IntakeOptions } from "./options.js";

/** The server whose slots they are. */
export interface SlotsNeeds {
  /** The turn of a client in the queue has come. Its session holds a slot, unless the policy refuses it. */
  takeTurn(session: Session): void;
  /** The durable write of a session's message has ended. */
  answerWrite(session: Session, outcome: WriteOutcome): void;
}

export class Slots implements SpoolClient {
  readonly sessions: Pool<Session>;
  readonly frontEnds: FrontEnds;
  /** Since the start of the run. */
  opened = 0;
  private closed = 0;

  constructor(
    protocol: "smtp" | "api",
    private readonly needs: IntakeNeeds,
    limits: FrontEndLimits,
    admission: IntakeOptions["admission"],
    private readonly server: SlotsNeeds,
  ) {
    const record = protocol === "smtp" ? "session" : "request";
    this.sessions = new Pool<Session>(record, (slot) => new Session(slot), resetSession);
    this.frontEnds = new FrontEnds(
      protocol,
      needs.calendar,
      limits,
      (node) => admissions.make(admission, needs.random.stream(`intake.${protocol}.admission.${node}`)),
      (frontEnd) => this.admitWaiting(frontEnd),
    );
  }

  /** A session for a client to fill in. It takes no slot before it arrives at a front end. */
  open(): Session {
    const session = this.sessions.acquire();
    if (session === undefined) throw new Error("the pool of sessions has no limit");
    this.opened++;
    return session;
  }

  /** The session's client arrives at its front end, which serves it, lets it wait, or does neither. */
  arrive(session: Session): Welcome {
    const frontEnd = this.frontEnds.of(session);
    const welcome = frontEnd.arrive(session, this.needs.calendar.now);
    if (welcome === "wait") this.frontEnds.wakeLater(frontEnd);
    return welcome;
  }

  release(session: Session): void {
    this.closed++;
    this.sessions.release(session);
  }

  /** Makes the session's message durable; `answerWrite` follows. */
  write(session: Session): void {
    session.storing = true;
    this.needs.spool.write(session.bytes, this, session.slot);
  }

  written(tag: number, outcome: WriteOutcome): void {
    const session = this.sessions.items[tag];
    if (session === undefined) throw new Error(`no session ${tag}`);
    session.storing = false;
    this.needs.registry.writeEnds(session.message, outcome === "stored");
    this.server.answerWrite(session, outcome);
  }

  /** Takes the session's slot away. False when it holds none. `learn`: the admission policy counts the stay. */
  vacate(session: Session, lesson: "learn" | "nothing to learn" = "learn"): boolean {
    if (!session.holdsSlot) return false;
    const frontEnd = this.frontEnds.of(session);
    if (lesson === "learn") frontEnd.leave(session, this.needs.calendar.now);
    else frontEnd.unseat(session);
    return true;
  }

  /** Clients in the queue take their turns until every slot is taken or the queue is empty. */
  admitWaiting(frontEnd: FrontEnd): void {
    const { now } = this.needs.calendar;
    for (let session = frontEnd.next(now); session !== undefined; session = frontEnd.next(now))
      this.server.takeTurn(session);
    this.frontEnds.wakeLater(frontEnd);
  }

  /** The sessions that hold a slot: at every front end, or at one. For a restart, not a hot path. */
  held(node?: number): Session[] {
    return this.sessions.items.filter((one) => one.holdsSlot && (node ?? one.node) === one.node);
  }

  /**
   * Gives the slots that a restart has freed to clients in the queues, after the restart has dropped its part of them.
   * @returns the dropped clients, in order
   */
  refill({ waiting, node }: Pick<IntakeRestartOrder, "waiting" | "node">): Session[] {
    const dropped = waiting === "drop" ? this.frontEnds.clear(node) : [];
    this.frontEnds.admitAll();
    return dropped;
  }

  /** @param name of the sessions, as the law calls them */
  laws(name: string): Law[] {
    return [difference(`${name} opened = closed + open`, this.opened, this.closed + this.sessions.inUse)];
  }
}
