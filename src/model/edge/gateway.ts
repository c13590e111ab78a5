/**
 * New connections on their way through the ingress, SYN by SYN: what both gateways do. A lost SYN is sent again, a
 * harmed connection hangs until its client gives up, and the server never learns of a connection that does not arrive.
 */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import { STAGE, type Stage } from "../vocabulary/reply.js";
import type { Session } from "../vocabulary/session.js";
import { nextSynAfter } from "../vocabulary/syn-retransmission.js";
import type { Ingress } from "./ingress.js";

/** What differs between the protocols. */
export interface CrossingNeeds {
  /** By which of its deadlines a client gives up a TLS handshake that hangs. */
  readonly waitStage: Stage;
  /** The connection is through, after `session.synRetransmissions`; the count begins anew at the server behind. */
  arrive(session: Session): void;
}

export class Crossing {
  /** By slot: what the numbers of the SYN timers stand for. */
  private readonly sessions: Session[] = [];
  private readonly synAgain: Action<number>;

  constructor(
    private readonly channel: Session["channel"],
    private readonly calendar: Calendar,
    private readonly ingress: Ingress,
    private readonly needs: CrossingNeeds,
  ) {
    this.synAgain = calendar.indexed(`${channel} SYN again`, (slot) => this.goOn(this.sessions[slot] as Session));
  }

  /** The server has opened this session. */
  opened(session: Session): Session {
    this.sessions[session.slot] = session;
    session.channel = this.channel;
    return session;
  }

  /** The first SYN of a new connection. */
  enter(session: Session): void {
    this.ingress.enter(session);
    this.goOn(session);
  }

  /** The client hangs up, perhaps while its connection is held on the way. */
  abandon(session: Session): void {
    if (session.held) this.ingress.drop(session);
  }

  private goOn(session: Session): void {
    session.step = 0;
    const fate = this.ingress.cross(session);
    if (fate === "arrives") return this.needs.arrive(session);
    session.stage = fate === "tls" ? STAGE.tls : STAGE.connect;
    session.client.waits(session, fate === "tls" ? this.needs.waitStage : STAGE.connect);
    if (fate === "lost")
      session.step = this.calendar.after(nextSynAfter(session.synRetransmissions++), this.synAgain, session.slot);
  }
}
