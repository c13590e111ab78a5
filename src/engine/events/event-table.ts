/**
 * Pending events as rows of numbers, numbered by slot. Slot 0 stands for "none".
 *
 * A row is four integers, 16 bytes, a quarter of a line of the processor's cache: a line is what an event costs when
 * very many are pending. Free rows form a list; the row freed last is claimed first, while it is in the cache.
 *
 * The order of scheduling is a 31-bit number. When these run out, after a few minutes' work, the pending events are
 * numbered anew from 1 in the same order.
 */
import { LimitError } from "../limit-error.js";
import { firstPage } from "../page.js";

/** A claim check for a pending event: slot in the low 24 bits, generation in the next 7. 0 is no event. */
export type Ticket = number;

/**
 * A tag is the action's kind in the low 12 bits, the lane's number (0 = none) in the next 12, and above them the
 * generation: how often the row was freed, modulo 128. The kind of an event that was cancelled and still waits to
 * surface is 0; in a free row the lane is 0 as well.
 */
export const TAG_KIND = 0xfff;
export const TAG_LANE = 0xfff000;
export const TAG_LANE_SHIFT = 12;
/** The slot in a ticket. */
export const TICKET_SLOT = 0xffffff;

/*
 * A row's words: 0 the tag, 1 the number of what the event happens to, 2 its place in the order of scheduling, and 3 in
 * a free row the next one of the free list, else what its lane notes. They are written as numbers, as the names of
 * constants count in the length of code up to which V8 inlines it, and this is what every event runs through.
 */

/** Rows in a page: more than in a column's, as every event reads its row, which in the first page is found at once. */
const PAGE = 0x20000;
const WORDS = 4;
/** Orders are below this. */
const LAST_ORDER = 2 ** 31 - 1;
const SMALLEST = 1024;

export class EventTable {
  /** Events cancelled so far. */
  cancelled = 0;
  /** The record of the row that was freed last. */
  freed = 0;
  /** Claims need no looking after before this order: one comparison does for all that can run out. */
  protected readyUntil: number;
  /** Events scheduled so far are this number and the next event's order together. */
  private scheduledBefore: number;
  /** All rows while they are few; and the pages. */
  private first = new Int32Array(SMALLEST * WORDS);
  private readonly pages = [this.first];
  private rows = SMALLEST;
  private freeFirst = 1;
  private freeLast = SMALLEST - 1;

  /**
   * @param nextOrder the first event's order
   * @param most rows at most, a power of two: one of them is slot 0 and one is kept free
   */
  constructor(
    protected nextOrder = 1,
    private readonly most = TICKET_SLOT + 1,
  ) {
    this.scheduledBefore = -nextOrder;
    this.readyUntil = nextOrder;
    this.chain(1, SMALLEST);
  }

  /** Events scheduled so far. */
  get scheduled(): number {
    return this.scheduledBefore + this.nextOrder;
  }

  /**
   * A row for a new event, which is later in order than all before it. Only while `nextOrder` is below `readyUntil`.
   * @param what the action's kind, and in its place the lane's number
   * @param record the number of what it happens to
   */
  claim(what: number, record: number): Ticket {
    const slot = this.freeFirst;
    const page = slot < 0x20000 ? this.first : this.pages[slot >> 17]!;
    const row = (slot & 0x1ffff) << 2;
    const generation = page[row]!;
    this.freeFirst = page[row + 3]!;
    page[row] = generation | what;
    page[row + 1] = record;
    page[row + 2] = this.nextOrder++;
    return generation | slot;
  }

  /**
   * Frees a row; its tickets become stale. Returns its tag, and leaves its record in `freed`. When its generation has
   * run through all values the row rests at the end of the free list: a stale ticket is then recognised until 128 times
   * as many events as there are free rows have been scheduled.
   */
  free(slot: number): number {
    const page = slot < 0x20000 ? this.first : this.pages[slot >> 17]!;
    const row = (slot & 0x1ffff) << 2;
    const tag = page[row]!;
    const generation = (tag + 0x1000000) & 0x7f000000;
    this.freed = page[row + 1]!;
    page[row] = generation;
    if (generation === 0) return this.rest(slot, tag);
    page[row + 3] = this.freeFirst;
    this.freeFirst = slot;
    return tag;
  }

  /**
   * Marks an event as cancelled; its row is still to be freed. Returns the tag that the row had; 0 when the ticket is
   * stale or 0, or the event was cancelled before.
   */
  cancel(ticket: Ticket): number {
    const slot = ticket & 0xffffff;
    const page = this.page(slot);
    const row = (slot & 0x1ffff) << 2;
    const tag = page[row]!;
    if ((tag & 0x7f000000) !== (ticket & 0x7f000000) || (tag & 0xfff) === 0) return 0;
    page[row] = tag & ~0xfff;
    this.cancelled++;
    return tag;
  }

  /** True for a cancelled row that no lane waits to see surface. */
  isCancelled(slot: number): boolean {
    return (this.page(slot)[(slot & 0x1ffff) << 2]! & 0xffffff) === 0;
  }

  /** The event's position in the order of scheduling. */
  order(slot: number): number {
    return this.page(slot)[((slot & 0x1ffff) << 2) + 2]!;
  }

  /** What the row's lane has noted. */
  link(slot: number): number {
    return this.page(slot)[((slot & 0x1ffff) << 2) + 3]!;
  }

  setLink(slot: number, value: number): void {
    this.page(slot)[((slot & 0x1ffff) << 2) + 3] = value;
  }

  /**
   * Numbers all rows anew from 1 in the same order, free ones as well. Events that are scheduled later come after them.
   */
  protected renumber(): void {
    const slots = Int32Array.from({ length: this.rows }, (_, slot) => slot);
    slots.sort((a, b) => this.order(a) - this.order(b));
    for (let i = 0; i < slots.length; i++) this.setOrder(slots[i]!, i + 1);
    this.scheduledBefore += this.nextOrder - (this.rows + 1);
    this.nextOrder = this.rows + 1;
  }

  /** How many rows come before an order, free ones as well. */
  protected rowsBefore(order: number): number {
    let count = 0;
    for (let slot = 0; slot < this.rows; slot++) if (this.order(slot) < order) count++;
    return count;
  }

  private setOrder(slot: number, order: number): void {
    this.page(slot)[((slot & 0x1ffff) << 2) + 2] = order;
  }

  private page(slot: number): Int32Array {
    return slot < 0x20000 ? this.first : this.pages[slot >> 17]!;
  }

  /** Makes ready for at most this number of claims: free rows, and orders to give. Sets `readyUntil`. */
  protected makeReady(claims: number, rowsInUse: number): void {
    if (this.nextOrder >= LAST_ORDER) this.renumber();
    if (this.freeFirst === this.freeLast) this.grow();
    const free = this.rows - 2 - rowsInUse;
    this.readyUntil = Math.min(this.nextOrder + Math.min(claims, free), LAST_ORDER);
  }

  /** Makes more rows. Called while one is still free, so that the free list always has an end to add to. */
  private grow(): void {
    const { rows } = this;
    if (rows >= this.most) {
      const fault = `more than ${rows - 2} pending events`;
      throw new LimitError(`${fault}: the load grows without bound, or is too large to hold`);
    }
    if (rows < PAGE) this.enlargeFirst(firstPage(rows, rows, PAGE));
    else this.pages.push(new Int32Array(PAGE * WORDS));
    this.rows = (this.pages.length - 1) * PAGE + this.first.length / WORDS;
    this.chain(rows, this.rows);
    this.setLink(this.freeLast, rows);
    this.freeLast = this.rows - 1;
  }

  private enlargeFirst(rows: number): void {
    const old = this.first;
    this.first = new Int32Array(rows * WORDS);
    this.first.set(old);
    this.pages[0] = this.first;
  }

  /** Links the new rows from `first` to before `end` to one another. */
  private chain(first: number, end: number): void {
    for (let slot = first; slot < end - 1; slot++) this.setLink(slot, slot + 1);
  }

  /** Puts a freed row at the end of the free list. */
  private rest(slot: number, tag: number): number {
    this.setLink(this.freeLast, slot);
    this.freeLast = slot;
    return tag;
  }
}
