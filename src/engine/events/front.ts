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
/** Two more may be put in before half of them are spilled. */
const ROOM = FRONT_MOST + 2;

export class Front extends EventTable {
  count = 0;
  /** Latest first. */
  readonly times = new Float64Array(ROOM);
  readonly slots = new Int32Array(ROOM);

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

  /** Takes as its own what was put in its places, in any order, and leaves out what was cancelled. */
  adopt(entries: number): void {
    const { times, slots } = this;
    let count = 0;
    for (let i = 0; i < entries; i++) {
      const slot = slots[i]!;
      // Reading all rows in one go, here, brings them to the cache: the waits for memory overlap.
      if (this.isCancelled(slot)) this.free(slot);
      else {
        times[count] = times[i]!;
        slots[count++] = slot;
      }
    }
    this.sort(count);
    this.readyUntil = this.nextOrder;
  }

  private sort(count: number): void {
    const { times, slots } = this;
    this.count = 0;
    for (let i = 0; i < count; i++) this.insert(times[i]!, slots[i]!);
  }

  /** Forgets the later half, which the caller has put elsewhere: the entries before `FRONT_SPILLED`. */
  forgetLater(): void {
    this.times.copyWithin(0, SPILLED, this.count);
    this.slots.copyWithin(0, SPILLED, this.count);
    this.count -= SPILLED;
  }
}
