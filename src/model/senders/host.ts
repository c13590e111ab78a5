/** One sending machine: the messages it may try now, its connections, and what it remembers of its destination. */

import { type MessageId, type Messages, NO_MESSAGE } from "../vocabulary/message.js";
import type { Destination } from "../vocabulary/retry-profile.js";
import type { Session } from "../vocabulary/session.js";

export class Host {
  /** Connections with a message in transaction. */
  busy = 0;
  /** An idle connection that is kept for the next message. */
  idle: Session | undefined = undefined;
  /** HTTP connections kept alive, and when the last one came free. */
  keptAlive = 0;
  keptAliveAt = 0;
  /** The event at which a host with a rate limit of its own goes on, 0 if none. */
  wake = 0;
  private first: MessageId = NO_MESSAGE;
  private last: MessageId = NO_MESSAGE;

  constructor(
    readonly number: number,
    /** Unique over all populations. */
    readonly address: number,
    readonly destination: Destination,
    /** Where in its queue runner's interval the host began, 0 to 1. */
    readonly phase: number,
  ) {}

  get hasMail(): boolean {
    return this.first !== NO_MESSAGE;
  }

  /** Queues a message behind those that wait for a connection. */
  push(messages: Messages, id: MessageId): void {
    messages.next.set(id, NO_MESSAGE);
    if (this.last === NO_MESSAGE) this.first = id;
    else messages.next.set(this.last, id);
    this.last = id;
  }

  /** The message that has waited longest for a connection. */
  shift(messages: Messages): MessageId {
    const id = this.first;
    if (id === NO_MESSAGE) return id;
    this.first = messages.next.get(id);
    if (this.first === NO_MESSAGE) this.last = NO_MESSAGE;
    return id;
  }
}
