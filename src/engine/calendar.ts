/**
 * The one place that moves simulated time on. What is to come waits in `events/`, timers that run equally long in
 * lanes.
 */
import type { Seconds } from "../schema/quantity.js";
import { Action, type AnyAction, CheckedAction } from "./action.js";
import { CheckedQueue } from "./checked-queue.js";
import { checksOn } from "./checks.js";
import type { Clock } from "./clock.js";
import { EventQueue } from "./events/event-queue.js";
import { TAG_KIND, TAG_LANE, TAG_LANE_SHIFT, TICKET_SLOT, type Ticket } from "./events/event-table.js";
import { Lane } from "./lane.js";
import { LimitError } from "./limit-error.js";
import type { Pool, Pooled } from "./pool.js";

export type { Ticket } from "./events/event-table.js";

/**
 * Copies of what is used without endy event, as V8 computes with a module's own constants and looks up imported ones.
 */
const KIND = TAG_KIND;
const LANE = TAG_LANE;
const LANE_SHIFT = TAG_LANE_SHIFT;
const SLOT = TICKET_SLOT;
const CANCELLED = 0;

/** Sees every event just before it happens: for traces and debuggers. */
export type Observer = (action: AnyAction, time: Seconds) => void;

/**
 * Simulated time and what is to happen in it. Events happen in the order of their times; events at the same time
 * happen in the order in which they were scheduled, whichever way that was. That rule is the run's determinism.
 */
export class Calendar implements Clock {
  private time = 0;
  private stopped = false;
  private readonly actions: AnyAction[] = [new Action("cancelled", CANCELLED, () => {})];
  private readonly queue = checksOn()
    ? new CheckedQueue((time, kind) => this.refuse(time, kind), this.actions)
    : new EventQueue((time, kind) => this.refuse(time, kind));
  private readonly lanes: Lane[] = [];

  /** Seconds since the start of the run. */
  get now(): Seconds {
    return this.time;
  }

  /** Declares a kind of event that happens to a pooled record. Names are unique in a calendar. */
  action<T extends Pooled>(name: string, pool: Pool<T>, perform: (record: T) => void): Action<T> {
    return this.declare<T>(name, perform, pool);
  }

  /** Declares a kind of event that needs no record. */
  signal(name: string, perform: () => void): Action<void> {
    return this.declare<void>(name, perform);
  }

  /** Declares a kind of event that happens to a number from 0 to 2^31 - 1: a message, a node. */
  indexed(name: string, perform: (index: number) => void): Action<number> {
    return this.declare(name, perform);
  }

  /** Timers that all run equally long; cheaper than `after` when most are cancelled. */
  lane(delay: Seconds): Lane {
    if (!(delay >= 0 && delay < 2 ** 48)) throw new RangeError(`lane: delay of ${delay} s`);
    if (this.lanes.length >= LANE >> LANE_SHIFT) throw new LimitError("more than 4095 lanes in one calendar");
    const lane = new Lane(this, this.queue, this.lanes.length + 1, delay);
    this.lanes.push(lane);
    return lane;
  }

  /** Schedules an action for `delay` seconds from now. */
  after(delay: Seconds, action: Action<void>): Ticket;
  after<T>(delay: Seconds, action: Action<T>, record: T): Ticket;
  after<T>(delay: Seconds, action: Action<T>, record?: T): Ticket {
    return this.at(this.time + delay, action, record as T);
  }

  /** Schedules an action for a time, not before now. */
  at(time: Seconds, action: Action<void>): Ticket;
  at<T>(time: Seconds, action: Action<T>, record: T): Ticket;
  at<T>(time: Seconds, action: Action<T>, record?: T): Ticket {
    if (!(time >= this.time)) this.refuse(time, action.kind);
    return this.queue.schedule(time, action.kind, action.indexOf(record as T));
  }

  /**
   * Cancels a pending event. False when it has happened, was cancelled, or the ticket is 0.
   * Set a kept ticket to 0 when its event happens: stale ones are recognised for long, but not without end.
   */
  cancel(ticket: Ticket): boolean {
    const tag = this.queue.cancel(ticket);
    if (tag === 0) return false;
    if ((tag & LANE) !== 0) this.laneOf(tag).drop(ticket & SLOT);
    return true;
  }

  /** Runs the events up to and including `until`, and moves the clock there, unless stopped. */
  run(until: Seconds, observer?: Observer): void {
    const { queue } = this;
    this.stopped = false;
    while (this.stopped === false) {
      const last = queue.count - 1;
      if (last < 0) {
        if (!queue.refill()) break;
      } else if (queue.times[last]! > until) break;
      else this.fire(last, observer);
    }
    if (!this.stopped && until > this.time) this.time = until;
  }

  /** Lets the next event happen. False when there is none. */
  step(): boolean {
    while (this.queue.refill()) if (this.fire(this.queue.count - 1, undefined)) return true;
    return false;
  }

  /** Ends `run` after the current event; the clock stays at that event. */
  stop(): void {
    this.stopped = true;
  }

  /** Events scheduled that have neither happened nor been cancelled. */
  get pending(): number {
    return this.queue.scheduled - this.queue.cancelled - this.events;
  }

  /** Events that have happened. */
  get events(): number {
    return this.actions.reduce((sum, action) => sum + action.happened, 0);
  }

  /** Events that have happened, by action name, in the order of declaration. */
  get counts(): Map<string, number> {
    return new Map(this.actions.slice(1).map((action) => [action.name, action.happened]));
  }

  private declare<T>(name: string, perform: (record: T) => void, pool?: Pool<T & Pooled>): Action<T> {
    if (this.actions.some((action) => action.name === name)) throw new Error(`calendar: two actions named "${name}"`);
    const kind = this.actions.length;
    if (kind > KIND) throw new LimitError(`more than ${KIND} actions in one calendar`);
    const action = new (checksOn() ? CheckedAction : Action)(name, kind, perform, pool);
    this.actions.push(action);
    return action;
  }

  /** Takes the first event, the last in the front, and performs its action. False when it had been cancelled. */
  private fire(last: number, observer: Observer | undefined): boolean {
    const { queue } = this;
    const time = queue.times[last]!;
    const tag = queue.take(last);
    const record = queue.freed;
    if ((tag & LANE) !== 0) this.laneOf(tag).advance();
    const kind = tag & KIND;
    if (kind === CANCELLED) return false;
    const action = this.actions[kind]!;
    this.time = time;
    if (observer !== undefined) observer(action, time);
    action.happen(record);
    return true;
  }

  private laneOf(tag: number): Lane {
    return this.lanes[((tag & LANE) >> LANE_SHIFT) - 1]!;
  }

  private refuse(time: Seconds, kind: number): never {
    const fault = time < this.time ? "is in the past" : "is not a time";
    const { name } = this.actions[kind]!;
    throw new RangeError(`calendar: "${name}" scheduled at ${this.time} s for ${time} s, which ${fault}`);
  }
}
