/**
 * The slots of one front end (SMTP sessions or HTTP workers) and its queue, in the order of its admission policy. The
 * server above it owns the protocol and the clock.
 */

import type { Seconds } from "../../schema/quantity.js";
import type { Session } from "../vocabulary/session.js";
import { type Admission, type Load, open } from "./admission/admission.js";

/**
 * What becomes of an arriving client: it gets a slot, waits, is turned away for lack of room or by the policy, or gets
 * no answer.
 */
export type Welcome = "serve" | "wait" | "full" | "refused" | "down";

/** Slots in use and clients in queues, over all front ends of a server. */
export interface Totals {
  busy: number;
  waiting: number;
}

export class FrontEnd {
  busy = 0;
  waiting = 0;
  /** An event is under way that looks at the queue again. */
  isWaking = false;
  /** The front end restarts: it admits no client, and its queue waits. */
  isDown = false;
  /** There is no policy to ask. */
  private readonly admitsAll: boolean;
  private first: Session | undefined;
  private last: Session | undefined;
  private readonly load: Load = { now: 0, busy: 0, slots: 0, waiting: 0, address: 0 };

  constructor(
    public slots: number,
    public queue: number,
    private readonly admission: Admission,
    private readonly totals: Totals,
  ) {
    this.admitsAll = admission === open;
  }

  /**
   * A new client would get a slot or a place in the queue. The admission policy is not asked, as that would change its
   * state.
   */
  get hasRoom(): boolean {
    return !this.isDown && (this.busy < this.slots || this.waiting < this.queue);
  }

  /** A client arrives. It takes a slot, joins the queue, or does neither. */
  arrive(session: Session, now: Seconds): Welcome {
    session.queuedAt = now;
    if (this.isDown) return "down";
    if (!this.admitsAll && this.admission.arrives(this.loadFor(session, now)) === "refuse") return "refused";
    if (this.busy < this.slots && this.isOpenFor(now)) {
      this.seat(session);
      return "serve";
    }
    if (this.waiting >= this.queue) return "full";
    this.append(session, now);
    return "wait";
  }

  /** A slot becomes free after a complete service: the policy learns from it. */
  leave(session: Session, now: Seconds): void {
    const dropped = session.abandoned || session.cause === "storage";
    this.admission.left?.(now, now - session.queuedAt, this.busy + this.waiting, dropped);
    this.unseat(session);
  }

  /** A slot becomes free for a reason that the policy learns nothing from: a restart, silence, a limit per client. */
  unseat(session: Session): void {
    session.holdsSlot = false;
    this.busy--;
    this.totals.busy--;
  }

  /** The next client in turn, if there is one and a slot for it. It holds the slot, unless the policy refuses it. */
  next(now: Seconds): Session | undefined {
    if (this.isDown || this.waiting === 0 || this.busy >= this.slots || this.opensAt(now) > now) return undefined;
    const session = this.admission.next?.(now) === "newest" ? this.last : this.first;
    if (session === undefined) return undefined;
    const answer = this.admission.served(now, now - session.queuedAt);
    this.remove(session, now);
    if (answer === "admit") this.seat(session);
    return session;
  }

  /** The earliest time at which the policy lets the queue move; infinity while it is empty. */
  wakesAt(now: Seconds): Seconds {
    const isClosed = this.admission.opensAt === undefined || this.waiting === 0 || this.busy >= this.slots;
    return isClosed ? Number.POSITIVE_INFINITY : this.opensAt(now);
  }

  /** How long this session may stay silent; infinity for the intake's own limit. */
  idleTimeout(session: Session, now: Seconds): Seconds {
    return this.admission.idleTimeout?.(this.loadFor(session, now)) ?? Number.POSITIVE_INFINITY;
  }

  /** Empties the queue. Returns its clients in order. */
  clear(now: Seconds): Session[] {
    const waiting: Session[] = [];
    for (let session = this.first; session !== undefined; session = this.first) {
      this.remove(session, now);
      waiting.push(session);
    }
    return waiting;
  }

  /** A client leaves the queue. Does nothing when it is not in the queue. */
  remove(session: Session, now: Seconds): void {
    const { before, next } = session;
    if (before === undefined && this.first !== session) return;
    if (before === undefined) this.first = next;
    else before.next = next;
    if (next === undefined) this.last = before;
    else next.before = before;
    session.next = undefined;
    session.before = undefined;
    this.waiting--;
    this.totals.waiting--;
    if (this.waiting === 0) this.admission.empties?.(now);
  }

  /**
   * True when an arriving client need not wait for its turn. A policy that opens at times is told that the client came
   * in.
   */
  private isOpenFor(now: Seconds): boolean {
    if (this.admission.opensAt === undefined) return true;
    if (this.waiting > 0 || this.opensAt(now) > now) return false;
    return this.admission.served(now, 0) === "admit";
  }

  private opensAt(now: Seconds): Seconds {
    return this.admission.opensAt?.(now) ?? now;
  }

  private seat(session: Session): void {
    session.holdsSlot = true;
    this.busy++;
    this.totals.busy++;
  }

  private append(session: Session, now: Seconds): void {
    session.before = this.last;
    if (this.last === undefined) this.first = session;
    else this.last.next = session;
    this.last = session;
    if (this.waiting === 0) this.admission.fills?.(now);
    this.waiting++;
    this.totals.waiting++;
  }

  private loadFor(session: Session, now: Seconds): Load {
    const { load } = this;
    load.now = now;
    load.busy = this.busy;
    load.slots = this.slots;
    load.waiting = this.waiting;
    load.address = session.address;
    return load;
  }
}
