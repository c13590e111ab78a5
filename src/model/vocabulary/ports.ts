/**
 * The servers of the mail system as their clients use them. A server implements its port, and so does a gateway: the
 * same server, reached through the edge.
 */

import type { Session } from "./session.js";

/** An SMTP server. A client opens a session, fills in what belongs to the client, and connects. */
export interface SmtpPort {
  open(): Session;
  connect(session: Session): void;
  /** Begins a transaction for `session.message` on an open connection. */
  transact(session: Session): void;
  /** Keeps the connection open without a command. */
  linger(session: Session): void;
  /** Closes an idle connection. */
  quit(session: Session): void;
  /** Hangs up without waiting for a reply any longer. */
  abandon(session: Session): void;
}

/** An HTTP API. A request is a session with one transaction. */
export interface ApiPort {
  open(): Session;
  submit(request: Session, connection: "new" | "kept alive"): void;
  /** Hangs up without waiting for the response any longer. */
  abandon(request: Session): void;
}
