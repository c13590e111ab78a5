/**
 * Sees what happens to single messages, for traces. The system behaves the same with and without one; without one, an
 * event costs one comparison.
 */
import type { Seconds } from "../../schema/quantity.js";
import type { Fate, MessageId } from "./message.js";
import type { Failure } from "./reply.js";
import type { Session } from "./session.js";

export interface MailObserver {
  /** A sender has a new message. */
  created(id: MessageId, population: string, host: number): void;
  /** The session carries `session.message` now. */
  attemptBegan(session: Session): void;
  /** An address of the smarthost has failed, and the attempt goes on at the next one. */
  addressFailed?(session: Session, failure: Failure): void;
  /** The client has its answer, or has given up waiting for it. Stage, code and cause are the session's. */
  attemptEnded(session: Session, outcome: Failure | "accepted"): void;
  /** The sender will try again at that time. While its destination rests, it may say so without a new attempt. */
  postponed(id: MessageId, until: Seconds): void;
  /** The message's destination is back, and the message is tried before its own time. */
  recalled?(id: MessageId): void;
  /** The intake has stored the message. `first` is false for a duplicate. */
  stored(id: MessageId, first: boolean): void;
  /** The sender does not try the message again. */
  abandoned(id: MessageId, fate: Fate): void;
  /** The message is over, and its number may be used again. */
  released(id: MessageId): void;
}
