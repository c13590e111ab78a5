/** The SMTP server as clients reach it through the ingress. Messages on an open connection pass unharmed. */

import type { Calendar } from "../../engine/calendar.js";
import type { SmtpPort } from "../vocabulary/ports.js";
import { STAGE } from "../vocabulary/reply.js";
import type { Session } from "../vocabulary/session.js";
import { Crossing } from "./gateway.js";
import type { Ingress } from "./ingress.js";

export class SmtpGateway implements SmtpPort {
  private readonly crossing: Crossing;

  constructor(
    calendar: Calendar,
    private readonly ingress: Ingress,
    private readonly server: SmtpPort,
  ) {
    const arrive = (session: Session) => this.arrive(session);
    this.crossing = new Crossing("smtp", calendar, ingress, { waitStage: STAGE.banner, arrive });
  }

  open(): Session {
    return this.crossing.opened(this.server.open());
  }

  connect(session: Session): void {
    this.crossing.enter(session);
  }

  transact(session: Session): void {
    this.ingress.pass(session);
    this.server.transact(session);
  }

  linger(session: Session): void {
    this.server.linger(session);
  }

  quit(session: Session): void {
    this.server.quit(session);
  }

  abandon(session: Session): void {
    this.crossing.abandon(session);
    this.server.abandon(session);
  }

  /** The connect deadline of a client whose first SYN was lost has been running until now. */
  private arrive(session: Session): void {
    if (session.synRetransmissions > 0) session.client.stopsWaiting(session);
    session.synRetransmissions = 0;
    this.server.connect(session);
  }
}
