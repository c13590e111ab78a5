/** The HTTP API as clients reach it through the ingress. Requests on a connection kept alive pass unharmed. */

import type { Calendar } from "../../engine/calendar.js";
import type { ApiPort } from "../vocabulary/ports.js";
import { STAGE } from "../vocabulary/reply.js";
import type { Session } from "../vocabulary/session.js";
import { Crossing } from "./gateway.js";
import type { Ingress } from "./ingress.js";

export class ApiGateway implements ApiPort {
  private readonly crossing: Crossing;

  constructor(
    calendar: Calendar,
    private readonly ingress: Ingress,
    private readonly server: ApiPort,
  ) {
    const arrive = (request: Session) => this.arrive(request);
    this.crossing = new Crossing("api", calendar, ingress, { waitStage: STAGE.connect, arrive });
  }

  open(): Session {
    return this.crossing.opened(this.server.open());
  }

  submit(request: Session, connection: "new" | "kept alive"): void {
    if (connection === "new") return this.crossing.enter(request);
    this.ingress.pass(request);
    this.server.submit(request, connection);
  }

  abandon(request: Session): void {
    this.crossing.abandon(request);
    this.server.abandon(request);
  }

  /** One deadline covers the whole request: it goes on. */
  private arrive(request: Session): void {
    request.synRetransmissions = 0;
    this.server.submit(request, "new");
  }
}
