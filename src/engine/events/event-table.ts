/**
 * Pending events as rows of one block of memory, numbered by slot. Slot 0 stands for "none".
 *
 * A row is 16 bytes, two integers and a real: a quarter of a line of the processor's cache, which is what an event
 * costs when very many are pending. Rows come from a free list; the block doubles on demand.
 */
import { LimitError } from "../limit-error.js";

/** A claim check for a pending event: slot in the low 24 bits, generation in the next 7. 0 is no event. */
export type Ticket = number;

/** Where a row starts, in integers and in reals: slot << shift. */
const INTEGER_SHIFT = 2;
const REAL_SHIFT = 1;
const ROW_BYTES = 16;
/** Integers of a row: its tag; and the next row in the free list. */
const TAG = 0;
const LINK = 1;
/** The real of a row, behind its integers: the event's position in the order of scheduling. */
const ORDER = 1;

/**
 * A tag is the action's kind in the low 12 bits, the lane's number (0 = none) in the next 12, and above them the
 * generation: how often the row was freed, modulo 128.
 */
export const KIND_MASK = 0xfff;
export const LANE_MASK = 0xfff000;
export const LANE_SHIFT = 12;
const GENERATION_MASK = 0x7f000000;
const GENERATION_STEP = 0x1000000;
const SLOT_MASK = 0xffffff;
/** The kind of an event that was cancelled and still waits to surface, and of a free row. */
export const CANCELLED = 0;

const SMALLEST = 1024;

export class EventTable {
  /** Events scheduled so far: the next event's order. A double, as 2^31 events are a few minutes' work. */
  scheduled = 0;
  /** Events cancelled so far. */
  cancelled = 0;
  private integers: Int32Array;
  private reals: Float64Array;
  /** What each event happens to, by slot. */
  private readonly records: unknown[] = [];
  private freeFirst = 1;
  private freeLast = SMALLEST - 1;

  /** @param most rows at most, a power of two: one of them is slot 0 and one is kept free */
  constructor(private readonly most = SLOT_MASK + 1) {
    const block = new ArrayBuffer(SMALLEST * ROW_BYTES);
    this.integers = new Int32Array(block);
    this.reals = new Float64Array(block);
    this.chain(1, SMALLEST);
  }

  get rows(): number {
    return this.reals.length >> REAL_SHIFT;
  }

  /** A row for a new event, which is later in order than all before it. `kindAndLane` is a tag without generation. */
  claim(kindAndLane: number, record: unknown): number {
    if (this.freeFirst === this.freeLast) this.grow();
    const { integers, freeFirst: slot } = this;
    const i = slot << INTEGER_SHIFT;
    this.freeFirst = integers[i + LINK]!;
    integers[i + TAG]! |= kindAndLane;
    this.records[slot] = record;
    this.reals[(slot << REAL_SHIFT) + ORDER] = this.scheduled++;
    return slot;
  }

  /**
   * Frees a row; its tickets become stale. The row is used again first, while it is in the cache, but when its
   * generation has run through all values it rests at the end of the list: a stale ticket is then recognised until
   * 128 times as many events as there are free rows have been scheduled.
   */
  release(slot: number): void {
    const { integers } = this;
    const i = slot << INTEGER_SHIFT;
    const generation = ((integers[i + TAG]! & GENERATION_MASK) + GENERATION_STEP) & GENERATION_MASK;
    integers[i + TAG] = generation;
    if (generation !== 0) {
      integers[i + LINK] = this.freeFirst;
      this.freeFirst = slot;
    } else {
      integers[(this.freeLast << INTEGER_SHIFT) + LINK] = slot;
      this.freeLast = slot;
    }
  }

  ticket(slot: number): Ticket {
    return (this.integers[(slot << INTEGER_SHIFT) + TAG]! & GENERATION_MASK) | slot;
  }

  /** Marks the event as cancelled; its row is released when it surfaces. False when the ticket is stale or 0. */
  cancel(ticket: Ticket): boolean {
    const slot = ticket & SLOT_MASK;
    const tag = this.tag(slot);
    if ((tag & GENERATION_MASK) !== (ticket & GENERATION_MASK) || (tag & KIND_MASK) === CANCELLED) return false;
    this.integers[(slot << INTEGER_SHIFT) + TAG] = tag & ~KIND_MASK;
    this.cancelled++;
    return true;
  }

  tag(slot: number): number {
    return this.integers[(slot << INTEGER_SHIFT) + TAG]!;
  }

  isCancelled(slot: number): boolean {
    return (this.tag(slot) & KIND_MASK) === CANCELLED;
  }

  record(slot: number): unknown {
    return this.records[slot];
  }

  order(slot: number): number {
    return this.reals[(slot << REAL_SHIFT) + ORDER]!;
  }

  /** Doubles the rows. Called while one is still free, so that the free list always has an end to add to. */
  private grow(): void {
    const { rows } = this;
    if (rows >= this.most) {
      const fault = `more than ${rows - 2} pending events`;
      throw new LimitError(`${fault}: the load grows without bound, or is too large to hold`);
    }
    const old = this.integers;
    const block = new ArrayBuffer(2 * rows * ROW_BYTES);
    this.integers = new Int32Array(block);
    this.reals = new Float64Array(block);
    this.integers.set(old);
    this.chain(rows, 2 * rows);
    this.integers[(this.freeLast << INTEGER_SHIFT) + LINK] = rows;
    this.freeLast = 2 * rows - 1;
    this.grown(2 * rows);
  }

  /** For those who keep something else for each row: there are now so many. */
  protected grown(_rows: number): void {}

  /** Links the new rows from `first` to before `end` to one another. */
  private chain(first: number, end: number): void {
    while (this.records.length < end) this.records.push(undefined);
    for (let slot = first; slot < end - 1; slot++) this.integers[(slot << INTEGER_SHIFT) + LINK] = slot + 1;
  }
}
