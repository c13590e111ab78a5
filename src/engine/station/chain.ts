/**
 * A doubly linked list of pooled records, kept as slot numbers in typed arrays: joining at either end and leaving from
 * anywhere cost O(1) and allocate nothing. A record is in one chain of a kind once at most.
 */
import { log2 } from "../math.js";
import type { Pool, Pooled } from "../pool.js";

const NONE = -1;

export class Chain<T extends Pooled> {
  length = 0;
  private first = NONE;
  private last = NONE;
  private after = new Int32Array(64);
  private before = new Int32Array(64);

  constructor(private readonly pool: Pool<T>) {}

  append(record: T): void {
    const { slot } = record;
    if (slot >= this.after.length) this.grow(slot);
    this.after[slot] = NONE;
    this.before[slot] = this.last;
    if (this.last === NONE) this.first = slot;
    else this.after[this.last] = slot;
    this.last = slot;
    this.length++;
  }

  prepend(record: T): void {
    const { slot } = record;
    if (slot >= this.after.length) this.grow(slot);
    this.before[slot] = NONE;
    this.after[slot] = this.first;
    if (this.first === NONE) this.last = slot;
    else this.before[this.first] = slot;
    this.first = slot;
    this.length++;
  }

  /** Takes out the first record; none when empty. */
  takeFirst(): T | undefined {
    const slot = this.first;
    if (slot === NONE) return undefined;
    this.first = this.after[slot]!;
    if (this.first === NONE) this.last = NONE;
    else this.before[this.first] = NONE;
    this.length--;
    return this.pool.items[slot];
  }

  /** Takes out a record of the chain. */
  remove(record: T): void {
    const after = this.after[record.slot]!;
    const before = this.before[record.slot]!;
    if (before === NONE) this.first = after;
    else this.after[before] = after;
    if (after === NONE) this.last = before;
    else this.before[after] = before;
    this.length--;
  }

  private grow(slot: number): void {
    const rows = 2 ** Math.ceil(log2(slot + 1));
    const { after, before } = this;
    this.after = new Int32Array(rows);
    this.before = new Int32Array(rows);
    this.after.set(after);
    this.before.set(before);
  }
}
