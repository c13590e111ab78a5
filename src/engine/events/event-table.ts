/**
 * Pending events as rows of typed arrays, numbered by slot. Rows come from a free list and double on demand.
 * Slot 0 stands for "none".
 */
import { LimitError } from "../limit-error.js";

/** A claim check for a pending event: slot in the low 24 bits, generation in the next 7. 0 is no event. */
export type Ticket = number;

const SLOT_BITS = 24;
const SLOT_MASK = 2 ** SLOT_BITS - 1;
const GENERATION_MASK = 127;
const SMALLEST = 1024;

/** The tag of a row: the action's kind in the low 16 bits, the lane's number (0 = none) above. */
export const KIND_MASK = 0xffff;
export const LANE_SHIFT = 16;
/** The kind of an event that was cancelled and still waits to surface, and of a free row. */
export const CANCELLED = 0;

export class EventTable {
  /** What to do: kind and lane, see KIND_MASK. */
  tags = new Int32Array(SMALLEST);
  /** To which record: its index in the action's pool, or the number the action was scheduled with. */
  records = new Int32Array(SMALLEST);
  /** Position in the order of scheduling: the earlier of two events at the same time. Doubles, as 2^31 is 7 minutes. */
  orders = new Float64Array(SMALLEST);
  /** When, for rows that wait outside the heap: in a lane or parked. */
  times = new Float64Array(SMALLEST);
  /** The next row in the free list, or in the row's lane. */
  links = new Int32Array(SMALLEST);
  private generations = new Uint8Array(SMALLEST);
  private freeFirst = 1;
  private freeLast = SMALLEST - 1;

  /** Events scheduled so far. */
  scheduled = 0;
  /** Events cancelled so far. */
  cancelled = 0;

  /**
   * @param grown called with the new number of rows, so that others can keep as many
   * @param most rows at most, a power of two: one of them is slot 0 and one is kept free
   */
  constructor(
    private readonly grown: (rows: number) => void,
    private readonly most = SLOT_MASK + 1,
  ) {
    this.chain(1, SMALLEST);
  }

  /** A row for a new event, which is later in order than all before it. */
  claim(tag: number, record: number): number {
    const slot = this.freeFirst;
    if (slot === this.freeLast) return this.claimFromMore(tag, record);
    this.freeFirst = this.links[slot]!;
    this.tags[slot] = tag;
    this.records[slot] = record;
    this.orders[slot] = this.scheduled++;
    return slot;
  }

  /**
   * Frees a row; its tickets become stale. The row is used again first, while it is in the cache, but when its
   * generation has run through all values it rests at the end of the list: a stale ticket is then recognised until
   * 128 times as many events as there are free rows have been scheduled.
   */
  release(slot: number): void {
    const generation = (this.generations[slot]! + 1) & GENERATION_MASK;
    this.generations[slot] = generation;
    this.tags[slot] = CANCELLED; // nothing to cancel in a free row, even for a ticket whose generation has come round
    if (generation !== 0) {
      this.links[slot] = this.freeFirst;
      this.freeFirst = slot;
    } else {
      this.links[this.freeLast] = slot;
      this.freeLast = slot;
    }
  }

  ticket(slot: number): Ticket {
    return (this.generations[slot]! << SLOT_BITS) | slot;
  }

  /** Marks the event as cancelled; its row is released when it surfaces. False when the ticket is stale or 0. */
  cancel(ticket: Ticket): boolean {
    const slot = ticket & SLOT_MASK;
    if (slot === 0 || this.generations[slot] !== ticket >>> SLOT_BITS) return false;
    if ((this.tags[slot]! & KIND_MASK) === CANCELLED) return false;
    this.tags[slot]! &= ~KIND_MASK;
    this.cancelled++;
    return true;
  }

  /** The free list keeps one row, so that its end is always known: with that row as the last one, it is time to grow. */
  private claimFromMore(tag: number, record: number): number {
    const rows = this.tags.length;
    if (rows >= this.most)
      throw new LimitError(
        `more than ${rows - 2} pending events: the load grows without bound, or is too large to hold`,
      );
    this.tags = grow(this.tags, new Int32Array(2 * rows));
    this.records = grow(this.records, new Int32Array(2 * rows));
    this.orders = grow(this.orders, new Float64Array(2 * rows));
    this.times = grow(this.times, new Float64Array(2 * rows));
    this.links = grow(this.links, new Int32Array(2 * rows));
    this.generations = grow(this.generations, new Uint8Array(2 * rows));
    this.chain(rows, 2 * rows);
    this.links[this.freeLast] = rows;
    this.freeLast = 2 * rows - 1;
    this.grown(2 * rows);
    return this.claim(tag, record);
  }

  /** Links the rows from `first` to before `end` to one another. */
  private chain(first: number, end: number): void {
    for (let slot = first; slot < end - 1; slot++) this.links[slot] = slot + 1;
  }
}

function grow<A extends Int32Array | Float64Array | Uint8Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}
