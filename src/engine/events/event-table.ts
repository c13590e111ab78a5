/**
 * Pending events as rows of numbers, numbered by slot. Slot 0 stands for "none".
 *
 * A row is 12 bytes, three integers: a fifth of a line of the processor's cache, which is what an event costs when very
 * many are pending; beside it stands what the event happens to. Rows come from a free list.
 */
import { LimitError } from "../limit-error.js";
import { firstPage } from "../page.js";

/** A claim check for a pending event: slot in the low 24 bits, generation in the next 7. 0 is no event. */
export type Ticket = number;

/** Rows in a page: more than in a column's, as every event reads its row, which in the first page is found at once. */
const PAGE_SHIFT = 17;
const PAGE = 1 << PAGE_SHIFT;
const PAGE_MASK = PAGE - 1;
/** Integers of a row: its tag, and its place in the order of scheduling; in a free row, the next one in the free list. */
const ROW = 3;
const TAG = 0;
const ORDER_LOW = 1;
const ORDER_HIGH = 2;
const LINK = 1;

/**
 * A tag is the action's kind in the low 12 bits, the lane's number (0 = none) in the next 12, and above them the
 * generation: how often the row was freed, modulo 128.
 */
export const TAG_KIND = 0xfff;
export const TAG_LANE = 0xfff000;
export const TAG_LANE_SHIFT = 12;
const GENERATION_MASK = 0x7f000000;
const GENERATION_STEP = 0x1000000;
/** The slot in a ticket. */
export const TICKET_SLOT = 0xffffff;
/** The kind of an event that was cancelled and still waits to surface, and of a free row. */
const CANCELLED = 0;

const KIND = TAG_KIND;
const LANE_SHIFT = TAG_LANE_SHIFT;
const SLOT = TICKET_SLOT;

const SMALLEST = 1024;

export class EventTable {
  /** Events cancelled so far. */
  cancelled = 0;
  /** Events scheduled so far, the next event's order: 2^31 of them are a few minutes' work, so it is kept in two words. */
  private orderLow = 0;
  private orderHigh = 0;
  /** All rows while they are few; and the pages. */
  private first = new Int32Array(SMALLEST * ROW);
  private readonly pages = [this.first];
  /** The same of what the events happen to. */
  private readonly firstRecords = records(SMALLEST);
  private readonly records = [this.firstRecords];
  private rows = SMALLEST;
  private freeFirst = 1;
  private freeLast = SMALLEST - 1;

  /** @param most rows at most, a power of two: one of them is slot 0 and one is kept free */
  constructor(private readonly most = SLOT + 1) {
    this.chain(1, SMALLEST);
  }

  /** Events scheduled so far. */
  get scheduled(): number {
    return this.orderHigh * 2 ** 32 + (this.orderLow >>> 0);
  }

  /**
   * A row for a new event, which is later in order than all before it.
   * @param lane 0 for none
   * @param record what it happens to
   */
  claim(kind: number, lane: number, record: unknown): Ticket {
    if (this.freeFirst === this.freeLast) this.grow();
    const slot = this.freeFirst;
    const page = this.page(slot);
    const row = (slot & PAGE_MASK) * ROW;
    const generation = page[row + TAG]!;
    this.freeFirst = page[row + LINK]!;
    page[row + TAG] = generation | (lane << LANE_SHIFT) | kind;
    page[row + ORDER_LOW] = this.orderLow;
    page[row + ORDER_HIGH] = this.orderHigh;
    this.orderLow = (this.orderLow + 1) | 0;
    if (this.orderLow === 0) this.orderHigh++;
    this.recordPage(slot)[slot & PAGE_MASK] = record;
    return generation | slot;
  }

  /**
   * Frees a row; its tickets become stale. The row is used again first, while it is in the cache, but when its
   * generation has run through all values it rests at the end of the list: a stale ticket is then recognised until
   * 128 times as many events as there are free rows have been scheduled. Returns the tag; the record can
   * be read until the row is claimed again.
   */
  release(slot: number): number {
    const page = this.page(slot);
    const row = (slot & PAGE_MASK) * ROW;
    const tag = page[row + TAG]!;
    const generation = (tag + GENERATION_STEP) & GENERATION_MASK;
    page[row + TAG] = generation;
    if (generation !== 0) {
      page[row + LINK] = this.freeFirst;
      this.freeFirst = slot;
    } else {
      this.link(this.freeLast, slot);
      this.freeLast = slot;
    }
    return tag;
  }

  /** Marks the event as cancelled; its row is released when it surfaces. False when the ticket is stale or 0. */
  cancel(ticket: Ticket): boolean {
    const slot = ticket & SLOT;
    const page = this.page(slot);
    const row = (slot & PAGE_MASK) * ROW;
    const tag = page[row + TAG]!;
    if ((tag & GENERATION_MASK) !== (ticket & GENERATION_MASK) || (tag & KIND) === CANCELLED) return false;
    page[row + TAG] = tag & ~KIND;
    this.cancelled++;
    return true;
  }

  isCancelled(slot: number): boolean {
    return (this.page(slot)[(slot & PAGE_MASK) * ROW + TAG]! & KIND) === CANCELLED;
  }

  /** The event's position in the order of scheduling. */
  order(slot: number): number {
    const page = this.page(slot);
    const row = (slot & PAGE_MASK) * ROW;
    return page[row + ORDER_HIGH]! * 2 ** 32 + (page[row + ORDER_LOW]! >>> 0);
  }

  /** What the event happens to. */
  record(slot: number): unknown {
    return this.recordPage(slot)[slot & PAGE_MASK];
  }

  private page(slot: number): Int32Array {
    return slot < PAGE ? this.first : this.pages[slot >> PAGE_SHIFT]!;
  }

  private recordPage(slot: number): unknown[] {
    return slot < PAGE ? this.firstRecords : this.records[slot >> PAGE_SHIFT]!;
  }

  /** Makes more rows. Called while one is still free, so that the free list always has an end to add to. */
  private grow(): void {
    const { rows } = this;
    if (rows >= this.most) {
      const fault = `more than ${rows - 2} pending events`;
      throw new LimitError(`${fault}: the load grows without bound, or is too large to hold`);
    }
    if (rows < PAGE) this.enlargeFirst(firstPage(rows, rows, PAGE));
    else this.addPage();
    this.rows = (this.pages.length - 1) * PAGE + this.first.length / ROW;
    this.chain(rows, this.rows);
    this.link(this.freeLast, rows);
    this.freeLast = this.rows - 1;
  }

  private enlargeFirst(rows: number): void {
    const old = this.first;
    this.first = new Int32Array(rows * ROW);
    this.first.set(old);
    this.pages[0] = this.first;
    while (this.firstRecords.length < rows) this.firstRecords.push(undefined);
  }

  private addPage(): void {
    this.pages.push(new Int32Array(PAGE * ROW));
    this.records.push(records(PAGE));
  }

  /** Links the new rows from `first` to before `end` to one another. */
  private chain(first: number, end: number): void {
    for (let slot = first; slot < end - 1; slot++) this.link(slot, slot + 1);
  }

  private link(slot: number, next: number): void {
    this.page(slot)[(slot & PAGE_MASK) * ROW + LINK] = next;
  }
}

function records(rows: number): unknown[] {
  return new Array<unknown>(rows).fill(undefined);
}
