/** What senders need of the rest of the system: servers to talk to, and books in which every message and attempt is kept. */

import type { Seconds } from "../../schema/quantity.js";
import type { Fate } from "../mail/mail.js";
import type { MessageId, Messages } from "../vocabulary/message.js";
import type { Failure } from "../vocabulary/reply.js";
import type { Session } from "../vocabulary/session.js";

/** An SMTP server, as its clients use it. */
export interface SmtpPort {
  open(): Session;
  connect(session: Session): void;
  transact(session: Session): void;
  linger(session: Session): void;
  quit(session: Session): void;
  abandon(session: Session): void;
}

/** An HTTP API, as its clients use it. */
export interface ApiPort {
  open(): Session;
  submit(request: Session, connection: "new" | "kept alive"): void;
  abandon(request: Session): void;
}

/** Where messages live and end. */
export interface MailRoom {
  readonly messages: Messages;
  create(address: number, bytes: number, recipients: number): MessageId;
  delivered(id: MessageId): void;
  abandoned(id: MessageId, fate: Fate): void;
}

/** Who counts attempts. */
export interface AttemptLog {
  attemptBegan(): void;
  /** A client opens a connection: for a new attempt, or for one that goes on at the next address. */
  connectionOpened(purpose: "attempt" | "next address"): void;
  attemptAccepted(session: Session, duration: Seconds): void;
  attemptFailed(session: Session, failure: Failure): void;
}
