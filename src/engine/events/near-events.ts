import type { EventTable } from "./event-table.js";

/**
 * The events of the near future: a binary heap in typed arrays, ordered by (time, order of scheduling).
 *
 * Three things make it fast. The order number stays in the table and is read only when two times are equal. The
 * smaller child is chosen by arithmetic, as a branch would be mispredicted every other time. And taking the first
 * event leaves a hole at the root: what the handler schedules next usually sinks straight into it.
 */
export class NearEvents {
  /** Entries, counting the hole. */
  private size = 0;
  private hole = false;
  /** In heap order; Infinity past the end, so that a missing right child never wins. */
  private times: Float64Array;
  private slots: Int32Array;

  constructor(
    private readonly table: EventTable,
    rows: number,
  ) {
    this.times = new Float64Array(rows + 2).fill(Number.POSITIVE_INFINITY);
    this.slots = new Int32Array(rows + 2);
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
    if (this.hole) {
      this.hole = false;
      this.sink(time, slot);
    } else this.rise(time, slot);
  }

  /** When the first event is due; Infinity when there is none. */
  firstTime(): number {
    if (this.hole) this.fillHole();
    return this.times[0]!;
  }

  /** Takes the first event. Only after `firstTime()` was finite. */
  take(): number {
    this.hole = true;
    return this.slots[0]!;
  }

  /** Nothing was inserted since the last `take`: the last entry moves to the root. */
  private fillHole(): void {
    const last = --this.size;
    const time = this.times[last]!;
    this.hole = false;
    this.times[last] = Number.POSITIVE_INFINITY;
    if (last > 0) this.sink(time, this.slots[last]!);
  }

  /** Places an entry at the end and lets it rise past later ones. */
  private rise(time: number, slot: number): void {
    const { times, slots } = this;
    const { orders } = this.table;
    const order = orders[slot]!;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const parentTime = times[parent]!;
      if (parentTime < time || (parentTime === time && orders[slots[parent]!]! < order)) break;
      times[i] = parentTime;
      slots[i] = slots[parent]!;
      i = parent;
    }
    times[i] = time;
    slots[i] = slot;
  }

  /** Places an entry at the root and lets it sink past earlier ones. */
  private sink(time: number, slot: number): void {
    const { times, slots } = this;
    const { orders } = this.table;
    const parents = this.size >> 1;
    let i = 0;
    while (i < parents) {
      let child = 2 * i + 1;
      const left = times[child]!;
      const right = times[child + 1]!;
      let goRight = +(right < left);
      if (left === right) goRight = +(orders[slots[child + 1]!]! < orders[slots[child]!]!);
      child += goRight;
      const childTime = times[child]!;
      if (childTime >= time && (childTime > time || orders[slots[child]!]! > orders[slot]!)) break;
      times[i] = childTime;
      slots[i] = slots[child]!;
      i = child;
    }
    times[i] = time;
    slots[i] = slot;
  }
}
