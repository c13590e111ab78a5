/**
 * The nearest events, sorted, the first one last: taking it is counting down, and what is scheduled soon has few to
 * pass. A sorted array is the fastest queue there is while it is short, so it is kept short: what is too much is
 * spilled.
 */
import { EventTable } from "./event-table.js";

/** Events at most. Twice as many cost more to insert than they save in openings of buckets. */
export const FRONT_MOST = 64;
/** How many are spilled at once: the later half. */
export const FRONT_SPILLED = FRONT_MOST / 2;
const SPILLED = FRONT_SPILLED;

export class Front extends EventTable {
  count = 0;
  /** Latest first; one more than may stay. */
  readonly times = new Float64Array(FRONT_MOST + 1);
  readonly slots = new Int32Array(FRONT_MOST + 1);

  /** Puts in the event that was scheduled last: it happens after all of its time. */
  insertNewest(time: number, slot: number): void {
    const { times, slots } = this;
    let i = this.count++;
    while (i > 0 && times[i - 1]! <= time) {
      times[i] = times[i - 1]!;
      slots[i] = slots[i - 1]!;
      i--;
    }
    times[i] = time;
    slots[i] = slot;
  }

  /** Puts in an event that may have been scheduled before others of its time. */
  insert(time: number, slot: number): void {
    const { times, slots } = this;
    let i = this.count++;
    while (i > 0 && times[i - 1]! <= time) {
      if (times[i - 1] === time && this.order(slots[i - 1]!) > this.order(slot)) break;
      times[i] = times[i - 1]!;
      slots[i] = slots[i - 1]!;
      i--;
    }
    times[i] = time;
    slots[i] = slot;
  }

  /** Forgets the later half, which the caller has put elsewhere: the entries before `FRONT_SPILLED`. */
  forgetLater(): void {
    this.times.copyWithin(0, SPILLED, this.count);
    this.slots.copyWithin(0, SPILLED, this.count);
    this.count -= SPILLED;
  }
}
