/**
 * The events of the far future (retries, mostly) wait unsorted in buckets of 1/16 s, so that the heap of near
 * events stays small enough for the processor's cache. When the heap has run dry, the buckets of the next window are
 * emptied into it; the window adapts to how dense events are.
 *
 * A bucket is a chain of pages of 8 entries, written one after the other: with millions parked, following links from
 * event to event would wait for main memory at each.
 */
import { IntegerColumn, RealColumn } from "../column.js";

/** Where events go when their time is near. */
export interface NearEvents {
  /** Events before this time are near. */
  edge: number;
  /** Events scheduled so far, near and far. */
  readonly scheduled: number;
  insert(time: number, slot: number): void;
}

/** Buckets per second: a power of two, so that `time * 16` is exact and bucket borders are never ambiguous. */
const PER_SECOND = 16;
/** Buckets in the ring: 68 minutes. */
const RING = 65_536;
const RING_MASK = RING - 1;
/**
 * Buckets that become near at once, a power of two: fewer where events are dense. The bounds are events scheduled while
 * they were near. Below them an event is parked more often than it is worth, above them the heap leaves the cache.
 */
const WINDOW_AT_MOST = 8192;
const FEW = 512;
const MANY = 4096;
/** Entries in a page: more are faster to read, fewer leave less room unused where buckets hold few. */
const PAGE_SHIFT = 3;
const PAGE = 1 << PAGE_SHIFT;

export class FarEvents {
  private bucket = 0;
  private parked = 0;
  private window = 1;
  /** Events that had been scheduled when the window began. */
  private scheduledBefore = 0;
  /** Where each bucket's next entry goes; a multiple of the page size means that it needs a page. 0 = empty bucket. */
  private readonly ends = new Int32Array(RING);
  /** Entries, in pages. Page 0 stands for "none". */
  private readonly times = new RealColumn(2 * PAGE);
  private readonly slots = new IntegerColumn(2 * PAGE);
  /** By page: the page that was begun before it in the same bucket, or the next free page. */
  private readonly links = new IntegerColumn(2);
  private freePage = 1;

  constructor(private readonly near: NearEvents) {
    this.enter(0);
  }

  /** Takes an event at or after the edge. */
  park(time: number, slot: number): void {
    this.parked++;
    this.shelve(time, slot);
  }

  /** Moves events to the near heap, which is empty, until it holds one or none are left. */
  unpark(): void {
    let swept = 0;
    while (this.parked > 0) {
      this.adapt();
      if (this.sweep()) return;
      swept += this.window;
      if (swept >= RING) {
        this.leap();
        swept = 0;
      }
    }
  }

  /** Widens the window when it held few events, and narrows it when it held many. */
  private adapt(): void {
    const { scheduled } = this.near;
    const held = scheduled - this.scheduledBefore;
    this.scheduledBefore = scheduled;
    if (held < FEW && this.window < WINDOW_AT_MOST) this.window *= 2;
    else if (held > MANY && this.window > 1) this.window /= 2;
  }

  /** Empties the next window. True when anything in it was due. */
  private sweep(): boolean {
    const first = this.bucket + 1;
    const before = this.parked;
    this.enter(this.bucket + this.window);
    for (let bucket = first; bucket <= this.bucket && this.parked > 0; bucket++)
      if (this.ends[bucket & RING_MASK] !== 0) this.empty(bucket & RING_MASK);
    return this.parked < before;
  }

  private enter(bucket: number): void {
    this.bucket = bucket;
    this.near.edge = (bucket + 1) / PER_SECOND;
  }

  /** An event beyond the ring goes into the last bucket, from where it is shelved again. */
  private shelve(time: number, slot: number): void {
    const index = Math.min(Math.floor(time * PER_SECOND), this.bucket + RING_MASK) & RING_MASK;
    let end = this.ends[index]!;
    if (end % PAGE === 0) end = this.beginPage(end);
    this.times.set(end, time);
    this.slots.set(end, slot);
    this.ends[index] = end + 1;
  }

  /** Moves what is due before the edge to the heap, and shelves the rest again. */
  private empty(index: number): void {
    let end = this.ends[index]!;
    this.ends[index] = 0;
    while (end > 0) {
      const page = (end - 1) >> PAGE_SHIFT;
      for (let i = page << PAGE_SHIFT; i < end; i++) {
        const time = this.times.get(i);
        const slot = this.slots.get(i);
        if (time < this.near.edge) {
          this.parked--;
          this.near.insert(time, slot);
        } else this.shelve(time, slot);
      }
      end = this.endBefore(page);
      this.links.set(page, this.freePage);
      this.freePage = page;
    }
  }

  /** A whole round without an event: everything parked is beyond the ring. Goes on just before the earliest. */
  private leap(): void {
    let earliest = Number.POSITIVE_INFINITY;
    for (let end of this.ends) {
      while (end > 0) {
        const page = (end - 1) >> PAGE_SHIFT;
        for (let i = page << PAGE_SHIFT; i < end; i++) earliest = Math.min(earliest, this.times.get(i));
        end = this.endBefore(page);
      }
    }
    this.enter(Math.floor(earliest * PER_SECOND) - 1);
    for (let index = 0; index < RING; index++) this.empty(index);
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
