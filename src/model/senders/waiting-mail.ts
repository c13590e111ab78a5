/**
 * The messages of a population that wait for a destination to come back, host by host and in order, each with the event at
 * which its own time comes. Only for senders that keep such a list: Exim's wait database, OpenSMTPD's deferred envelopes.
 */

import type { Calendar, Ticket } from "../../engine/calendar.js";
import { IntegerColumn } from "../../engine/column.js";
import { type MessageId, type Messages, NO_MESSAGE } from "../vocabulary/message.js";

export class WaitingMail {
  /** By message; 0 for one that is not in a list. */
  private readonly tickets = new IntegerColumn();
  private readonly before = new IntegerColumn();
  /** By host. */
  private readonly first: MessageId[];
  private readonly last: MessageId[];

  constructor(
    private readonly calendar: Calendar,
    private readonly messages: Messages,
    hosts: number,
  ) {
    this.first = new Array<MessageId>(hosts).fill(NO_MESSAGE);
    this.last = new Array<MessageId>(hosts).fill(NO_MESSAGE);
  }

  /** @param ticket the event at which it is tried again if nothing happens before */
  add(host: number, id: MessageId, ticket: Ticket): void {
    this.tickets.ensure(id + 1);
    this.before.ensure(id + 1);
    const last = this.last[host] ?? NO_MESSAGE;
    this.tickets.set(id, ticket);
    this.before.set(id, last);
    this.messages.next.set(id, NO_MESSAGE);
    if (last === NO_MESSAGE) this.first[host] = id;
    else this.messages.next.set(last, id);
    this.last[host] = id;
  }

  /** The message's own time has come. Nothing, when it does not wait. */
  remove(host: number, id: MessageId): void {
    if (id >= this.tickets.length || this.tickets.get(id) === 0) return;
    const before = this.before.get(id);
    const next = this.messages.next.get(id);
    if (before === NO_MESSAGE) this.first[host] = next;
    else this.messages.next.set(before, next);
    if (next === NO_MESSAGE) this.last[host] = before;
    else this.before.set(next, before);
    this.tickets.set(id, 0);
  }

  /** Takes the one that has waited longest, before its own time; `NO_MESSAGE` when none waits. */
  take(host: number): MessageId {
    const id = this.first[host] ?? NO_MESSAGE;
    if (id === NO_MESSAGE) return id;
    this.calendar.cancel(this.tickets.get(id));
    this.remove(host, id);
    return id;
  }
}
