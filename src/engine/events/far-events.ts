import type { EventTable } from "./event-table.js";
import type { NearEvents } from "./near-events.js";

/** Buckets per second: a power of two, so that `time * 4` is exact and bucket borders are never ambiguous. */
const PER_SECOND = 4;
/** Buckets in the ring: 68 minutes. */
const RING = 16_384;
const RING_MASK = RING - 1;

/**
 * The events of the far future (retries, mostly) wait unsorted in quarter-second buckets, so that the heap of near
 * events stays small enough for the processor's cache. A bucket is emptied into the heap when the heap has run dry.
 */
export class FarEvents {
  /** Events before this time belong to the near heap. */
  edge = 1 / PER_SECOND;
  private bucket = 0;
  private parked = 0;
  /** The first row in each bucket; 0 = none. */
  private readonly firsts = new Int32Array(RING);
  /** The next row in the same bucket, by slot. */
  private links: Int32Array;

  constructor(
    private readonly table: EventTable,
    private readonly near: NearEvents,
    rows: number,
  ) {
    this.links = new Int32Array(rows);
  }

  grow(rows: number): void {
    const { links } = this;
    this.links = new Int32Array(rows);
    this.links.set(links);
  }

  /** Takes an event at or after the edge. */
  park(time: number, slot: number): void {
    this.table.times[slot] = time;
    this.parked++;
    this.shelve(time, slot);
  }

  /** Moves events to the near heap, which is empty, until it holds one or none are left. */
  unpark(): void {
    let unfruitful = 0;
    while (this.parked > 0) {
      this.enter(this.bucket + 1);
      if (this.empty(this.bucket & RING_MASK)) return;
      if (++unfruitful === RING) this.leap();
    }
  }

  /** An event beyond the ring goes into the last bucket, from where it is shelved again. */
  private shelve(time: number, slot: number): void {
    const index = Math.min(Math.floor(time * PER_SECOND), this.bucket + RING_MASK) & RING_MASK;
    this.links[slot] = this.firsts[index]!;
    this.firsts[index] = slot;
  }

  private enter(bucket: number): void {
    this.bucket = bucket;
    this.edge = (bucket + 1) / PER_SECOND;
  }

  /** Moves what is due before the edge to the heap, and shelves the rest again. True when anything was due. */
  private empty(index: number): boolean {
    const { times } = this.table;
    const before = this.parked;
    let slot = this.firsts[index]!;
    this.firsts[index] = 0;
    while (slot !== 0) {
      const next = this.links[slot]!;
      const time = times[slot]!;
      if (time < this.edge) {
        this.parked--;
        this.near.insert(time, slot);
      } else this.shelve(time, slot);
      slot = next;
    }
    return this.parked < before;
  }

  /** A whole round without an event: everything parked is beyond the ring. Goes on just before the earliest. */
  private leap(): void {
    const { times } = this.table;
    let earliest = Number.POSITIVE_INFINITY;
    let chain = 0;
    for (let index = 0; index < RING; index++) {
      let slot = this.firsts[index]!;
      this.firsts[index] = 0;
      while (slot !== 0) {
        const next = this.links[slot]!;
        this.links[slot] = chain;
        chain = slot;
        earliest = Math.min(earliest, times[slot]!);
        slot = next;
      }
    }
    this.enter(Math.floor(earliest * PER_SECOND) - 1);
    while (chain !== 0) {
      const next = this.links[chain]!;
      this.shelve(times[chain]!, chain);
      chain = next;
    }
  }
}
