/**
 * What is further off than the front waits unsorted in buckets of equal width, one after another on a ring, as in a
 * calendar queue (Brown 1988): putting an event in is O(1), whenever it is due. Only the next bucket is ever opened.
 * What is due beyond the ring waits in its last bucket, and goes on from there, as in a timing wheel (Varghese and
 * Lauck 1987).
 *
 * The width adapts to how many events an opening brings: few are opened too often, many crowd the front. A change moves
 * all entries, so there is one only when as many have been put in as are to be moved; the cost of an event stays O(1).
 *
 * A bucket is a chain of pages of eight entries, written one after the other: with millions waiting, following links
 * from event to event would wait for main memory at each.
 */
import { IntegerColumn, RealColumn } from "../column.js";
import { log2 } from "../math.js";
import { FULL_PAGE } from "../page.js";

/** Where an opened bucket's entries go, from place 0 on. */
export interface Opened {
  readonly times: Float64Array;
  readonly slots: Int32Array;
}

/** Buckets on the ring, a power of two. */
const RING = 65_536;
const RING_MASK = RING - 1;
/** What an opening shall bring; the width changes when it brings twice as many, or a quarter. */
const AIM = 16;
/** Buckets per second are a power of two, so that `time * perSecond` is exact and borders are never ambiguous. */
const PER_SECOND_MOST = 2 ** 30;
const PER_SECOND_LEAST = 2 ** -30;
/** Buckets are numbered from the start of the run: up to here numbers are exact. */
const NUMBER_MOST = 2 ** 50;
/** Entries in a page: more are faster to read, fewer leave less room unused where buckets hold few. */
const PAGE_SHIFT = 3;
const PAGE = 1 << PAGE_SHIFT;
const PAGE_MASK = PAGE - 1;
const COLUMN_MASK = FULL_PAGE - 1;
const NOTHING: Opened = { times: new Float64Array(0), slots: new Int32Array(0) };

export class Buckets {
  /** Entries. */
  count = 0;
  private perSecond = 1;
  /** The number of the first bucket that has not been opened. */
  private position = 0;
  /** Where each bucket's next entry goes; a multiple of the page size means that it needs a page. 0 = empty bucket. */
  private readonly ends = new Int32Array(RING);
  /** Entries, in pages. Page 0 stands for "none". */
  private readonly times = new RealColumn(2 * PAGE);
  private readonly slots = new IntegerColumn(2 * PAGE);
  /** By page: the page that was begun before it in the same bucket, or the next free page. */
  private readonly links = new IntegerColumn(2);
  private freePage = 1;
  /** Since the width was last looked at: entries put in and brought by openings, and the position then. */
  private added = 0;
  private brought = 0;
  private lookedAt = 0;

  /** Takes an event that is due after all that was moved on past. */
  add(time: number, slot: number): void {
    const index = Math.min(Math.floor(time * this.perSecond), this.position + RING_MASK) & RING_MASK;
    let end = this.ends[index]!;
    if ((end & PAGE_MASK) === 0) end = this.beginPage(end);
    this.times.pageOf(end)[end & COLUMN_MASK] = time;
    this.slots.pageOf(end)[end & COLUMN_MASK] = slot;
    this.ends[index] = end + 1;
    this.count++;
    this.added++;
  }

  /** Moves on past the next bucket that holds anything. Only when there is an entry. Returns the bucket's index. */
  moveOn(): number {
    if (this.mayMove(0)) this.adapt();
    let index = this.position & RING_MASK;
    let passed = 1;
    while (this.ends[index] === 0) {
      index = (index + 1) & RING_MASK;
      passed++;
    }
    this.position += passed;
    return index;
  }

  /** All that was moved on past is due before this time. */
  get reach(): number {
    return this.position / this.perSecond;
  }

  /** How many entries a bucket has, whether they are due or not; at most seven too many. */
  size(index: number): number {
    let pages = 0;
    for (let end = this.ends[index]!; end > 0; end = this.endBefore((end - 1) >> PAGE_SHIFT)) pages++;
    return pages << PAGE_SHIFT;
  }

  /**
   * Hands over what is due of a bucket that was moved on past, the entry put in last first. Returns how many there are.
   */
  open(index: number, into: Opened): number {
    const due = this.empty(index, into);
    this.brought += due;
    return due;
  }

  /**
   * True when the events since the last look at the width have cost as much as moving all entries, and `more`, would.
   */
  mayMove(more: number): boolean {
    return this.added + (this.position - this.lookedAt) / 64 > this.count + more + 1024;
  }

  /** Begins again at a time, with buckets of the aimed size for this number of events in this number of seconds. */
  restart(from: number, events: number, seconds: number): void {
    this.setWidth(from, events / seconds / AIM);
  }

  private adapt(): void {
    const each = this.brought / (this.position - this.lookedAt);
    if (each > 2 * AIM || each < AIM / 4)
      this.setWidth(this.reach, (this.perSecond * Math.max(each, AIM / 1024)) / AIM);
    else this.lookAt();
  }

  private setWidth(from: number, perSecond: number): void {
    const most = Math.min(PER_SECOND_MOST, NUMBER_MOST / from);
    const exponent = Math.round(log2(Math.min(most, Math.max(perSecond, PER_SECOND_LEAST))));
    this.perSecond = 2 ** exponent;
    this.position = Math.floor(from * this.perSecond);
    if (this.count > 0) for (let index = 0; index < RING; index++) this.empty(index, NOTHING);
    this.lookAt();
  }

  private lookAt(): void {
    this.added = 0;
    this.brought = 0;
    this.lookedAt = this.position;
  }

  /** Hands over what is due before the position, and puts the rest in again. */
  private empty(index: number, { times, slots }: Opened): number {
    let due = 0;
    let end = this.ends[index]!;
    this.ends[index] = 0;
    while (end > 0) {
      const page = (end - 1) >> PAGE_SHIFT;
      const pageTimes = this.times.pageOf(end - 1);
      const pageSlots = this.slots.pageOf(end - 1);
      for (let i = end - 1; i >= page << PAGE_SHIFT; i--) {
        const time = pageTimes[i & COLUMN_MASK]!;
        const slot = pageSlots[i & COLUMN_MASK]!;
        this.count--;
        if (Math.floor(time * this.perSecond) < this.position) {
          times[due] = time;
          slots[due++] = slot;
        } else this.add(time, slot);
      }
      end = this.endBefore(page);
      this.links.set(page, this.freePage);
      this.freePage = page;
    }
    return due;
  }

  /** The end of the full page that was begun before this one in its bucket; 0 when there is none. */
  private endBefore(page: number): number {
    const previous = this.links.get(page);
    return previous === 0 ? 0 : (previous + 1) << PAGE_SHIFT;
  }

  /** A new page for a bucket whose last page, if any, ends at `end`. Returns its first position. */
  private beginPage(end: number): number {
    if (this.freePage === 0) this.grow();
    const page = this.freePage;
    this.freePage = this.links.get(page);
    this.links.set(page, end === 0 ? 0 : (end - 1) >> PAGE_SHIFT);
    return page << PAGE_SHIFT;
  }

  /** Makes more pages. Called when none is free. */
  private grow(): void {
    const pages = this.times.length >> PAGE_SHIFT;
    this.times.ensure(this.times.length + 1);
    this.slots.ensure(this.times.length);
    const more = this.times.length >> PAGE_SHIFT;
    this.links.ensure(more);
    for (let page = pages; page < more - 1; page++) this.links.set(page, page + 1);
    this.links.set(more - 1, 0);
    this.freePage = pages;
  }
}
