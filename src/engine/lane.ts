/**
 * Timers that all run equally long, such as one timeout for every session. They end in the order in which they start,
 * so they wait in a list and only the first stands in the calendar's queue: starting and cancelling cost O(1), and one
 * that is cancelled while it waits leaves nothing behind. Most are cancelled, so most never come near the queue.
 */
import type { Seconds } from "../schema/quantity.js";
import type { Action } from "./action.js";
import type { Clock } from "./clock.js";
import type { EventQueue } from "./events/event-queue.js";
import { TAG_LANE_SHIFT, TICKET_SLOT, type Ticket } from "./events/event-table.js";
import { TimerList } from "./events/timer-list.js";

export class Lane {
  /** The timers behind the first one. A waiting timer's row holds its place here. */
  private readonly waiting = new TimerList();
  /** The row in the queue: that of the first timer, also when it has been cancelled since. 0 = no timer runs. */
  private first = 0;

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
    const { queue } = this;
    const time = this.clock.now + this.delay;
    const ticket = queue.claimForLane(action.kind | (this.number << TAG_LANE_SHIFT), action.indexOf(record as T));
    const slot = ticket & TICKET_SLOT;
    if (this.first === 0) {
      this.first = slot;
      queue.place(time, slot);
    } else {
      queue.setLink(slot, this.waiting.append(time, slot));
      queue.waitingInLanes++;
    }
    return ticket;
  }

  /** A timer of this lane was cancelled. It leaves at once, unless it is the first: that one's row is in the queue. */
  drop(slot: number): void {
    if (slot === this.first) return;
    this.waiting.remove(this.queue.link(slot));
    this.queue.waitingInLanes--;
    this.queue.free(slot);
  }

  /** The calendar has taken this lane's first timer from the queue: puts the next one in. */
  advance(): void {
    const { queue, waiting } = this;
    const place = waiting.first;
    this.first = place === 0 ? 0 : waiting.slotAt(place);
    if (place === 0) return;
    waiting.remove(place);
    queue.waitingInLanes--;
    queue.place(waiting.timeAt(place), this.first);
  }
}
