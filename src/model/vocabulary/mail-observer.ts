/**
 * Sees what happens to single messages: for traces. The system is the same with and without one; where nobody looks,
 * a happening costs one comparison.
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
  /** The client has its answer, or is tired of waiting for it: stage, code and cause are the session's. */
  attemptEnded(session: Session, outcome: Failure | "accepted"): void;
  /** The sender will try again at that time; not tried since the last time when its destination rests. */
  postponed(id: MessageId, until: Seconds): void;
  /** Its destination is back, and it is tried before that time. */
  recalled?(id: MessageId): void;
  /** The intake has stored it; not for the first time when it is a duplicate. */
  stored(id: MessageId, first: boolean): void;
  /** The sender does not try any more. */
  abandoned(id: MessageId, fate: Fate): void;
  /** Nobody has anything to do with it any more; its number is used again. */
  released(id: MessageId): void;
}
