/**
 * The messages of a population that wait for a destination to come back: in order, host by host, each with the event of
 * its own retry time. Only for senders that keep such a list: Exim's wait database, OpenSMTPD's deferred envelopes.
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

  /** @param ticket the event at which the message is tried again if the destination does not come back first */
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

  /** The message's own time has come. Does nothing for a message that is not in a list. */
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

  /** Takes the message that has waited longest, and cancels its own time; `NO_MESSAGE` when the list is empty. */
  take(host: number): MessageId {
    const id = this.first[host] ?? NO_MESSAGE;
    if (id === NO_MESSAGE) return id;
    this.calendar.cancel(this.tickets.get(id));
    this.remove(host, id);
    return id;
  }
}
