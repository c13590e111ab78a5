/** The front ends of one server. Connections go to each in turn, and a client that waits at one is served there. */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Session } from "../vocabulary/session.js";
import type { Admission } from "./admission/admission.js";
import { FrontEnd, type Totals } from "./front-end.js";

export interface FrontEndLimits {
  readonly nodes: number;
  /** Per node. */
  readonly slots: number;
  readonly queue: number;
}

export class FrontEnds {
  private readonly all: FrontEnd[];
  private readonly totals: Totals = { busy: 0, waiting: 0 };
  private readonly wake: Action<number>;
  private turn = 0;

  /**
   * @param name of the server, for the calendar
   * @param admit serves the clients whose turn has come at a front end
   */
  constructor(
    name: string,
    private readonly calendar: Calendar,
    { nodes, slots, queue }: FrontEndLimits,
    policy: (node: number) => Admission,
    private readonly admit: (frontEnd: FrontEnd) => void,
  ) {
    this.all = Array.from({ length: nodes }, (_, node) => new FrontEnd(slots, queue, policy(node), this.totals));
    this.wake = calendar.indexed(`${name} queue opens`, (node) => this.open(this.at(node)));
  }

  /** Sends a new connection to the next front end, skipping those that are down while another is up. */
  assign(session: Session): void {
    this.turn = this.nextTurn();
    session.node = this.turn;
  }

  /** The front end that the next connection goes to. */
  get next(): FrontEnd {
    return this.at(this.nextTurn());
  }

  /** Takes a front end out of service, or back into it. */
  setDown(node: number, isDown: boolean): void {
    const frontEnd = this.at(node);
    frontEnd.isDown = isDown;
    if (!isDown) this.admit(frontEnd);
  }

  of(session: Session): FrontEnd {
    return this.at(session.node);
  }

  setSlots(perNode: number): void {
    for (const frontEnd of this.all) {
      frontEnd.slots = perNode;
      this.admit(frontEnd);
    }
  }

  setQueue(perNode: number): void {
    for (const frontEnd of this.all) frontEnd.queue = perNode;
  }

  /** Empties every queue, or the queue of one front end. Returns the clients. */
  clear(node?: number): Session[] {
    const chosen = node === undefined ? this.all : [this.at(node)];
    return chosen.flatMap((frontEnd) => frontEnd.clear(this.calendar.now));
  }

  admitAll(): void {
    for (const frontEnd of this.all) this.admit(frontEnd);
  }

  /** Looks at the queue again when the policy opens it later, though a slot is free. */
  wakeLater(frontEnd: FrontEnd): void {
    const at = frontEnd.wakesAt(this.calendar.now);
    if (frontEnd.isWaking || at === Number.POSITIVE_INFINITY) return;
    frontEnd.isWaking = true;
    this.calendar.at(at, this.wake, this.all.indexOf(frontEnd));
  }

  /** Slots in use at all front ends. */
  get busy(): number {
    return this.totals.busy;
  }

  /** The same, counted anew front end by front end: for the laws. */
  get slotsHeld(): number {
    return this.all.reduce((sum, { busy }) => sum + busy, 0);
  }

  /** Clients in all queues. */
  get waiting(): number {
    return this.totals.waiting;
  }

  private nextTurn(): number {
    let { turn } = this;
    for (let tries = 0; tries < this.all.length; tries++) {
      turn = (turn + 1) % this.all.length;
      if (!this.at(turn).isDown) break;
    }
    return turn;
  }

  private at(node: number): FrontEnd {
    const frontEnd = this.all[node];
    if (frontEnd === undefined) throw new Error(`no front end ${node}`);
    return frontEnd;
  }

  private open(frontEnd: FrontEnd): void {
    frontEnd.isWaking = false;
    this.admit(frontEnd);
  }
}
