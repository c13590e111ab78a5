/**
 * Timers that all run equally long, such as one timeout for every session. They end in the order in which they start,
 * so they wait in a ring and only the first stands in the calendar's queue: starting and cancelling cost O(1).
 */
import type { Seconds } from "../schema/quantity.js";
import type { Action } from "./action.js";
import type { Clock } from "./clock.js";
import type { EventQueue } from "./events/event-queue.js";
import { TICKET_SLOT, type Ticket } from "./events/event-table.js";
import { TimerRing } from "./events/timer-ring.js";
import type { RecordUses } from "./record-uses.js";

export class Lane {
  /** The timers behind the first one. */
  private readonly waiting = new TimerRing();
  private idle = true;

  /** Made by `calendar.lane`. @param number the lane's number in its calendar, from 1 */
  constructor(
    private readonly clock: Clock,
    private readonly queue: EventQueue,
    private readonly uses: RecordUses | undefined,
    private readonly number: number,
    readonly delay: Seconds,
  ) {}

  /** Starts a timer: the action happens to the record one `delay` from now, unless `calendar.cancel(ticket)`. */
  start(action: Action<void>): Ticket;
  start<T>(action: Action<T>, record: T): Ticket;
  start<T>(action: Action<T>, record?: T): Ticket {
    const { queue } = this;
    const time = this.clock.now + this.delay;
    const ticket = queue.claim(action.kind, this.number, record);
    const slot = ticket & TICKET_SLOT;
    if (this.uses !== undefined) this.uses.note(slot, action, record);
    if (this.idle === true) {
      this.idle = false;
      queue.place(time, slot);
    } else this.waiting.push(time, slot);
    return ticket;
  }

  /** The calendar has taken this lane's first timer from the queue: puts the next one in that is not cancelled. */
  advance(): void {
    const { queue, waiting } = this;
    while (waiting.firstSlot !== 0 && queue.isCancelled(waiting.firstSlot)) {
      queue.release(waiting.firstSlot);
      waiting.drop();
    }
    if (waiting.firstSlot === 0) {
      this.idle = true;
      return;
    }
    queue.place(waiting.firstTime, waiting.firstSlot);
    waiting.drop();
  }
}
