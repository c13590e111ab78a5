import type { EventTable } from "./event-table.js";

/** The root of the heap: in order; taken away and not replaced; or replaced and not yet sunk to its place. */
const SETTLED = 0;
const VACANT = 1;
const FRESH = 2;

/**
 * The events of the near future: a binary heap in typed arrays, ordered by (time, order of scheduling).
 *
 * Three things make it fast. The order stays in the table and is read only when two times are equal. The smaller
 * child is chosen by arithmetic, as a branch would be mispredicted every other time. And taking the first event
 * leaves the root vacant: what the handler schedules next drops into it, and sinks when the next event is asked for.
 */
export class NearEvents {
  /** Entries, counting a vacant root. */
  private size = 0;
  private root = SETTLED;
  /** In heap order; Infinity past the end, so that a missing right child never wins. */
  private times: Float64Array;
  private slots: Int32Array;

  constructor(private readonly table: EventTable) {
    this.times = new Float64Array(table.rows + 2).fill(Number.POSITIVE_INFINITY);
    this.slots = new Int32Array(table.rows + 2);
  }

  /** Makes room for as many entries as the table has rows. */
  grow(rows: number): void {
    const { times, slots } = this;
    this.times = new Float64Array(rows + 2).fill(Number.POSITIVE_INFINITY);
    this.times.set(times);
    this.slots = new Int32Array(rows + 2);
    this.slots.set(slots);
  }

  insert(time: number, slot: number): void {
    if (this.root === VACANT) {
      this.root = FRESH;
      this.times[0] = time;
      this.slots[0] = slot;
      return;
    }
    if (this.root === FRESH) this.settle();
    this.times[this.size] = time;
    this.slots[this.size] = slot;
    this.rise();
  }

  /** When the first event is due; Infinity when there is none. Only after `settle`. */
  get firstTime(): number {
    return this.times[0]!;
  }

  /** Takes the first event. Only when `firstTime` is finite. */
  take(): number {
    this.root = VACANT;
    return this.slots[0]!;
  }

  /** Puts the root in order: what replaced it sinks to its place, or the last entry does when nothing has. */
  settle(): void {
    if (this.root === SETTLED) return;
    if (this.root === VACANT) {
      const last = --this.size;
      this.times[0] = this.times[last]!;
      this.slots[0] = this.slots[last]!;
      this.times[last] = Number.POSITIVE_INFINITY;
    }
    this.root = SETTLED;
    this.sink();
  }

  /** Lets the entry after the last one rise past later ones. */
  private rise(): void {
    const { times, slots, table } = this;
    let i = this.size++;
    const time = times[i]!;
    const slot = slots[i]!;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const parentTime = times[parent]!;
      if (parentTime < time || (parentTime === time && table.order(slots[parent]!) < table.order(slot))) break;
      times[i] = parentTime;
      slots[i] = slots[parent]!;
      i = parent;
    }
    times[i] = time;
    slots[i] = slot;
  }

  /** Lets the root sink past earlier entries. */
  private sink(): void {
    const { times, slots, table } = this;
    const parents = this.size >> 1;
    const time = times[0]!;
    const slot = slots[0]!;
    let i = 0;
    while (i < parents) {
      let child = 2 * i + 1;
      const left = times[child]!;
      const right = times[child + 1]!;
      let goRight = +(right < left);
      if (left === right) goRight = +(table.order(slots[child + 1]!) < table.order(slots[child]!));
      child += goRight;
      const childTime = times[child]!;
      if (childTime >= time && (childTime > time || table.order(slots[child]!) > table.order(slot))) break;
      times[i] = childTime;
      slots[i] = slots[child]!;
      i = child;
    }
    times[i] = time;
    slots[i] = slot;
  }
}
