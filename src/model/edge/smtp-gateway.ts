/** The SMTP server as clients reach it: by the way in. What never arrives there never was, for the server. */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Session } from "../vocabulary/session.js";
import type { WayIn } from "./ingress.js";

/** A SYN that is not answered is sent again after 1 s, then 2 s more, 4 s more (RFC 6298). */
const FIRST_SYN_AGAIN = 1;

/** What stands behind the way in. */
interface SmtpPort {
  open(): Session;
  connect(session: Session): void;
  transact(session: Session): void;
  linger(session: Session): void;
  quit(session: Session): void;
  abandon(session: Session): void;
}

export class SmtpGateway implements SmtpPort {
  private readonly sessions: Session[] = [];
  private readonly synAgain: Action<number>;

  constructor(
    private readonly calendar: Calendar,
    private readonly wayIn: WayIn,
    private readonly server: SmtpPort,
  ) {
    this.synAgain = calendar.indexed("smtp SYN again", (slot) => this.goOn(this.sessions[slot] as Session));
  }

  open(): Session {
    const session = this.server.open();
    this.sessions[session.slot] = session;
    session.channel = "smtp";
    return session;
  }

  connect(session: Session): void {
    this.wayIn.enter(session);
    this.goOn(session);
  }

  transact(session: Session): void {
    this.wayIn.pass(session);
    this.server.transact(session);
  }

  linger(session: Session): void {
    this.server.linger(session);
  }

  quit(session: Session): void {
    this.server.quit(session);
  }

  abandon(session: Session): void {
    if (session.held) this.wayIn.drop(session);
    this.server.abandon(session);
  }

  private goOn(session: Session): void {
    session.step = 0;
    const fate = this.wayIn.cross(session);
    if (fate === "arrives") return this.arrive(session);
    session.stage = fate === "tls" ? "tls" : "connect";
    session.client.waits(session, fate === "tls" ? "banner" : "connect");
    if (fate === "lost")
      session.step = this.calendar.after(FIRST_SYN_AGAIN * 2 ** session.knocks++, this.synAgain, session.slot);
  }

  private arrive(session: Session): void {
    if (session.knocks > 0) session.client.stopsWaiting(session);
    session.knocks = 0;
    this.server.connect(session);
  }
}
