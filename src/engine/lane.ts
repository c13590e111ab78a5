import type { Seconds } from "../schema/quantity.js";
import type { Action } from "./action.js";
import type { Clock } from "./clock.js";
import type { EventQueue } from "./events/event-queue.js";
import { CANCELLED, KIND_MASK, LANE_SHIFT, type Ticket } from "./events/event-table.js";

/**
 * Timers that all run equally long, such as one timeout for every session. They end in the order in which they start,
 * so they wait in a chain and only the first stands in the calendar's queue: starting and cancelling cost O(1).
 */
export class Lane {
  private last = 0;

  /** Made by `calendar.lane`. @param number the lane's number in its calendar, from 1 */
  constructor(
    private readonly clock: Clock,
    private readonly queue: EventQueue,
    private readonly number: number,
    readonly delay: Seconds,
  ) {}

  /** Starts a timer: the action happens to the record one `delay` from now, unless `calendar.cancel(ticket)`. */
  start(action: Action<void>): Ticket;
  start<T>(action: Action<T>, record: T): Ticket;
  start<T>(action: Action<T>, record?: T): Ticket {
    const { table } = this.queue;
    const time = this.clock.now + this.delay;
    const slot = this.queue.claim((this.number << LANE_SHIFT) | action.kind, action, record);
    table.times[slot] = time;
    table.links[slot] = 0;
    if (this.last === 0) this.queue.place(time, slot);
    else table.links[this.last] = slot;
    this.last = slot;
    return table.ticket(slot);
  }

  /** The calendar has taken this lane's first timer from the queue: puts the next one in that is not cancelled. */
  advance(slot: number): void {
    const { table } = this.queue;
    let next = table.links[slot]!;
    while (next !== 0 && (table.tags[next]! & KIND_MASK) === CANCELLED) {
      const after = table.links[next]!;
      table.release(next);
      next = after;
    }
    if (next === 0) this.last = 0;
    else this.queue.place(table.times[next]!, next);
  }
}
