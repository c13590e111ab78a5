/**
 * The slots of one front end (SMTP sessions or HTTP workers) and the clients that wait for one, first in, first out.
 * Takes no time itself; the server above it owns the protocol.
 */

import type { Seconds } from "../../schema/quantity.js";
import type { Session } from "../session.js";
import type { Admission } from "./admission/admission.js";

/** Whether an arriving client is served, waits, or is turned away and why. */
export type Welcome = "serve" | "wait" | "full" | "refused";

export class FrontEnd {
  busy = 0;
  waiting = 0;
  private first: Session | undefined;
  private last: Session | undefined;

  constructor(
    public slots: number,
    public queue: number,
    private readonly admission: Admission,
  ) {}

  /** A client arrives: it takes a slot, joins the queue, or does neither. */
  arrive(session: Session, now: Seconds): Welcome {
    if (this.admission.arrives(this.busy, this.waiting) === "refuse") return "refused";
    if (this.busy < this.slots) {
      this.seat(session);
      return "serve";
    }
    if (this.waiting >= this.queue) return "full";
    session.queuedAt = now;
    this.append(session);
    return "wait";
  }

  /** A slot becomes free. */
  leave(session: Session): void {
    session.holdsSlot = false;
    this.busy--;
  }

  /** The client whose turn it is, if there is one and a slot for it. It holds the slot, unless it is refused. */
  next(now: Seconds): Session | undefined {
    if (this.first === undefined || this.busy >= this.slots) return undefined;
    const session = this.first;
    this.remove(session);
    if (this.admission.served(now - session.queuedAt) === "admit") this.seat(session);
    return session;
  }

  /** Empties the queue: those who waited, in order. */
  clear(): Session[] {
    const waiting: Session[] = [];
    for (let session = this.first; session !== undefined; session = this.first) {
      this.remove(session);
      waiting.push(session);
    }
    return waiting;
  }

  /** A waiting client goes away. */
  remove(session: Session): void {
    let before: Session | undefined;
    let one = this.first;
    while (one !== undefined && one !== session) {
      before = one;
      one = one.next;
    }
    if (one === undefined) return;
    if (before === undefined) this.first = session.next;
    else before.next = session.next;
    if (this.last === session) this.last = before;
    session.next = undefined;
    this.waiting--;
  }

  private seat(session: Session): void {
    session.holdsSlot = true;
    this.busy++;
  }

  private append(session: Session): void {
    if (this.last === undefined) this.first = session;
    else this.last.next = session;
    this.last = session;
    this.waiting++;
  }
}
