/** The HTTP API as clients reach it: by the way in. */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Session } from "../vocabulary/session.js";
import type { WayIn } from "./ingress.js";

/** A SYN that is not answered is sent again after 1 s, then 2 s more, 4 s more (RFC 6298). */
const FIRST_SYN_AGAIN = 1;

/** What stands behind the way in. */
interface ApiPort {
  open(): Session;
  submit(request: Session, connection: "new" | "kept alive"): void;
  abandon(request: Session): void;
}

export class ApiGateway implements ApiPort {
  private readonly requests: Session[] = [];
  private readonly synAgain: Action<number>;

  constructor(
    private readonly calendar: Calendar,
    private readonly wayIn: WayIn,
    private readonly server: ApiPort,
  ) {
    this.synAgain = calendar.indexed("api SYN again", (slot) => this.goOn(this.requests[slot] as Session));
  }

  open(): Session {
    const request = this.server.open();
    this.requests[request.slot] = request;
    request.channel = "api";
    return request;
  }

  submit(request: Session, connection: "new" | "kept alive"): void {
    if (connection === "new") {
      this.wayIn.enter(request);
      return this.goOn(request);
    }
    this.wayIn.pass(request);
    this.server.submit(request, connection);
  }

  abandon(request: Session): void {
    if (request.held) this.wayIn.drop(request);
    this.server.abandon(request);
  }

  private goOn(request: Session): void {
    request.step = 0;
    const fate = this.wayIn.cross(request);
    if (fate === "arrives") return this.arrive(request);
    request.stage = fate === "tls" ? "tls" : "connect";
    request.client.waits(request, "connect");
    if (fate === "lost")
      request.step = this.calendar.after(FIRST_SYN_AGAIN * 2 ** request.knocks++, this.synAgain, request.slot);
  }

  private arrive(request: Session): void {
    request.knocks = 0;
    this.server.submit(request, "new");
  }
}
