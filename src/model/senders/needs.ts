/**
 * What senders need of the rest of the system, besides servers to talk to: messages, and counters for every attempt.
 */

import type { Seconds } from "../../schema/quantity.js";
import type { Fate, MessageId, Messages } from "../vocabulary/message.js";
import type { Failure } from "../vocabulary/reply.js";
import type { Session } from "../vocabulary/session.js";

/** The messages of the system, from creation to their end. */
export interface MailNeeds {
  readonly messages: Messages;
  create(address: number, bytes: number, recipients: number): MessageId;
  delivered(id: MessageId): void;
  abandoned(id: MessageId, fate: Fate): void;
}

/** Counters of attempts and connections. */
export interface AccountingNeeds {
  attemptBegan(): void;
  /** A client opens a connection: for a new attempt, or for one that goes on at the next address. */
  connectionOpened(purpose: "attempt" | "next address"): void;
  attemptAccepted(session: Session, duration: Seconds): void;
  attemptFailed(session: Session, failure: Failure): void;
}
