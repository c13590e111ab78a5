/**
 * The future: a binary heap over the rows of the near events, ordered by (time, order of scheduling), and behind it
 * the far ones.
 *
 * Three things make it fast. The order stays in the row and is read only when two times are equal. The smaller child
 * is chosen by arithmetic, as a branch would be mispredicted every other time. And taking the first event leaves the
 * root vacant: what the handler schedules next drops into it, and sinks when the next event is asked for. That heap
 * and rows are one object, and that real numbers are left in memory rather than returned, is for speed as well.
 */
import { EventTable } from "./event-table.js";
import { FarEvents } from "./overflow-buckets.js";

/** The root of the heap: in order; taken away and not replaced; or replaced and not yet sunk to its place. */
const SETTLED = 0;
const VACANT = 1;
const FRESH = 2;

/** Room of a new heap. */
const SMALLEST = 1024;

export class EventQueue extends EventTable {
  /** Entries, counting a vacant root. */
  private size = 0;
  private root = SETTLED;
  /** In heap order; Infinity past the end, so that a missing right child never wins. */
  private times = new Float64Array(SMALLEST).fill(Number.POSITIVE_INFINITY);
  private slots = new Int32Array(SMALLEST);
  /** Events before this time are near. Moved on by the far events. */
  edge = 0;
  private readonly far = new FarEvents(this);

  /** Puts a claimed row where it will surface at its time, after earlier scheduled rows of the same time. */
  place(time: number, slot: number): void {
    if (time < this.edge) this.insert(time, slot);
    else this.far.park(time, slot);
  }

  /** Puts a row among the near ones. */
  insert(time: number, slot: number): void {
    if (this.size + 2 > this.times.length) this.makeRoom();
    const i = this.root === VACANT ? 0 : this.size;
    this.times[i] = time;
    this.slots[i] = slot;
    if (this.root === VACANT) this.root = FRESH;
    else this.rise();
  }

  /** Brings the next row to the front. To be called before `firstTime` and `take`. */
  advance(): void {
    if (this.root !== SETTLED) this.settle();
    if (this.times[0] === Number.POSITIVE_INFINITY) this.far.unpark();
  }

  /** When the row at the front is due; Infinity when there is none. */
  get firstTime(): number {
    return this.times[0]!;
  }

  /** Takes the row at the front. Only when `firstTime` is finite. */
  take(): number {
    this.root = VACANT;
    return this.slots[0]!;
  }

  /** Doubles the heap. */
  private makeRoom(): void {
    const { times, slots } = this;
    this.times = new Float64Array(2 * times.length).fill(Number.POSITIVE_INFINITY);
    this.times.set(times);
    this.slots = new Int32Array(2 * slots.length);
    this.slots.set(slots);
  }

  /** Puts the root in order: what replaced it sinks to its place, or the last entry does when nothing has. */
  private settle(): void {
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
    const { times, slots } = this;
    const time = times[this.size]!;
    const slot = slots[this.size]!;
    if (this.root === FRESH) {
      times[this.size] = Number.POSITIVE_INFINITY;
      this.settle();
    }
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const parentTime = times[parent]!;
      if (parentTime < time || (parentTime === time && this.order(slots[parent]!) < this.order(slot))) break;
      times[i] = parentTime;
      slots[i] = slots[parent]!;
      i = parent;
    }
    times[i] = time;
    slots[i] = slot;
  }

  /** Lets the root sink past earlier entries. */
  private sink(): void {
    const { times, slots } = this;
    const parents = this.size >> 1;
    const time = times[0]!;
    const slot = slots[0]!;
    let i = 0;
    while (i < parents) {
      let child = 2 * i + 1;
      const left = times[child]!;
      const right = times[child + 1]!;
      let goRight = +(right < left);
      if (left === right) goRight = +(this.order(slots[child + 1]!) < this.order(slots[child]!));
      child += goRight;
      const childTime = times[child]!;
      if (childTime >= time && (childTime > time || this.order(slots[child]!) > this.order(slot))) break;
      times[i] = childTime;
      slots[i] = slots[child]!;
      i = child;
    }
    times[i] = time;
    slots[i] = slot;
  }
}
