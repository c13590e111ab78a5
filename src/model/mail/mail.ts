/**
 * The life of every message, from its creation to its end. A message may be stored after its sender has given it up
 * (the late 250 that makes duplicates), so it ends only when both sender and intake have done with it.
 */

import type { Clock } from "../../engine/clock.js";
import type { Bytes } from "../../schema/quantity.js";
import type { Law } from "../vocabulary/conservation-law.js";
import type { MailObserver } from "../vocabulary/mail-observer.js";
import { type Fate, type MessageId, Messages } from "../vocabulary/message.js";
import type { MailAccounting } from "./mail-accounting.js";

const OPEN = 0;
const GIVEN_UP = 1;
const LOST = 2;
/** The sender has its 250. */
const DELIVERED = 3;

export class Mail {
  readonly messages = new Messages();

  constructor(
    private readonly clock: Clock,
    private readonly accounting: MailAccounting,
    private readonly observer?: MailObserver,
  ) {}

  create(address: number, bytes: Bytes, recipients: number): MessageId {
    const id = this.messages.create(this.clock.now, address, bytes, recipients);
    this.accounting.messageOffered();
    return id;
  }

  /** The intake begins to store the message. */
  writeBegins(id: MessageId): void {
    this.messages.writes.add(id, 1);
  }

  /** The intake has stored the message, or has failed to. */
  writeEnds(id: MessageId, stored: boolean): void {
    this.messages.writes.add(id, -1);
    if (stored) this.accept(id);
    if (this.messages.fate.get(id) !== OPEN && this.messages.writes.get(id) === 0) this.bury(id);
  }

  /** The sender has its positive reply and forgets the message. */
  delivered(id: MessageId): void {
    this.end(id, DELIVERED);
  }

  /** The sender gives the message up, or loses it. */
  abandoned(id: MessageId, fate: Fate): void {
    this.observer?.abandoned(id, fate);
    this.end(id, fate === "lost" ? LOST : GIVEN_UP);
  }

  laws(): Law[] {
    return this.accounting.laws();
  }

  private accept(id: MessageId): void {
    const age = this.clock.now - this.messages.createdAt.get(id);
    const first = this.messages.accept(id);
    if (first) this.accounting.messageAccepted(age);
    else this.accounting.messageDuplicated();
    this.observer?.stored(id, first);
  }

  private end(id: MessageId, fate: number): void {
    this.messages.fate.set(id, fate);
    if (this.messages.writes.get(id) === 0) this.bury(id);
  }

  private bury(id: MessageId): void {
    if (!this.messages.isAccepted(id)) {
      if (this.messages.fate.get(id) === LOST) this.accounting.messageLost();
      else this.accounting.messageGivenUp();
    }
    this.observer?.released(id);
    this.messages.release(id);
  }
}
