/**
 * Events that stand too close together for the front and for buckets, many of one time as a rule: a binary heap
 * (Williams 1964), ordered by (time, order of scheduling), which no crowd makes slow.
 *
 * The order stays in the event's row and is read only when two times are equal. The smaller child is chosen by
 * arithmetic, as a branch would be mispredicted every other time.
 */
import type { EventTable } from "./event-table.js";

const SMALLEST = 1024;

export class Crowd {
  count = 0;
  /** In heap order; Infinity past the end, so that a missing right child never wins. */
  times = emptyTimes(SMALLEST);
  slots = new Int32Array(SMALLEST);

  constructor(private readonly rows: EventTable) {}

  /** The first event's time; Infinity when there is none. */
  get firstTime(): number {
    return this.times[0]!;
  }

  /** The first event's row. Only when there is one. */
  get firstSlot(): number {
    return this.slots[0]!;
  }

  push(time: number, slot: number): void {
    if (this.count + 2 > this.times.length) this.grow();
    const { times, slots, rows } = this;
    let i = this.count++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const parentTime = times[parent]!;
      if (parentTime < time || (parentTime === time && rows.order(slots[parent]!) < rows.order(slot))) break;
      times[i] = parentTime;
      slots[i] = slots[parent]!;
      i = parent;
    }
    times[i] = time;
    slots[i] = slot;
  }

  /** Itself, with room for so many. Only when it is empty. */
  withRoom(entries: number): this {
    while (entries + 2 > this.times.length) this.grow();
    return this;
  }

  /** Takes as its own what was put in its places, in any order. */
  adopt(entries: number): void {
    for (let i = 0; i < entries; i++) {
      const time = this.times[i]!;
      this.times[i] = Number.POSITIVE_INFINITY;
      this.push(time, this.slots[i]!);
    }
  }

  /** Takes the first event away. Only when there is one. */
  drop(): void {
    const { times, slots } = this;
    const last = --this.count;
    const time = times[last]!;
    times[last] = Number.POSITIVE_INFINITY;
    if (last > 0) this.sink(time, slots[last]!);
  }

  /** Hands all events over, in no order, and gives the room back. */
  empty(taker: { add(time: number, slot: number): void }): void {
    const { times, slots, count } = this;
    this.count = 0;
    this.times = emptyTimes(SMALLEST);
    this.slots = new Int32Array(SMALLEST);
    for (let i = 0; i < count; i++) taker.add(times[i]!, slots[i]!);
  }

  /** Lets an event sink from the root past earlier ones. */
  private sink(time: number, slot: number): void {
    const { times, slots, rows } = this;
    const parents = this.count >> 1;
    let i = 0;
    while (i < parents) {
      let child = 2 * i + 1;
      const left = times[child]!;
      const right = times[child + 1]!;
      let goRight = +(right < left);
      if (left === right) goRight = +(rows.order(slots[child + 1]!) < rows.order(slots[child]!));
      child += goRight;
      const childTime = times[child]!;
      if (childTime >= time && (childTime > time || rows.order(slots[child]!) > rows.order(slot))) break;
      times[i] = childTime;
      slots[i] = slots[child]!;
      i = child;
    }
    times[i] = time;
    slots[i] = slot;
  }

  private grow(): void {
    const { times, slots } = this;
    this.times = emptyTimes(2 * times.length);
    this.times.set(times);
    this.slots = new Int32Array(2 * slots.length);
    this.slots.set(slots);
  }
}

function emptyTimes(size: number): Float64Array<ArrayBuffer> {
  return new Float64Array(size).fill(Number.POSITIVE_INFINITY);
}
