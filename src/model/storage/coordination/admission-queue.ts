/**
 * The queue of requests before a coordinator's threads. Writes in it are single requests. Reads are amounts, so a place
 * is a real number: the requests that had entered when this one did, itself included. Reads that have arrived since the
 * places were last shared are only *offered*; they enter when all of them find a place, or when the places are shared
 * again. The real thing: the queue of the Native-Transport-Requests stage (CASSANDRA-15049, 11363).
 */
import { Ring } from "../../../engine/ring.js";
import type { Fraction } from "../../../schema/quantity.js";
import type { StorageOptions } from "../options.js";
import type { Write } from "./write.js";

/** The queue as it is handed over at an edge of a window of single requests. */
export interface QueuedRequests {
  /** Oldest first; undefined stands for a read. */
  readonly queue: readonly (Write | undefined)[];
  /** The part of a read that also waits, less than 1. */
  readonly rest: Fraction;
}

/** Weight of the latest offer in the running sums of offers and admissions. */
const SMOOTHING = 1 / 16;
/** Requests. A queue with fewer is empty; positions that differ by less are the same. */
const NOTHING = 1e-6;

export class AdmissionQueue {
  /** Reads that found the queue full since the coordinator last set the count to 0. */
  refused = 0;
  private readonly writes = new Ring<Write>();
  /** Requests that have entered and left since the start. */
  private entered = 0;
  private left = 0;
  private offered = 0;
  /** Requests offered lately and those of them that were admitted. */
  private recentlyOffered = 0;
  private recentlyAdmitted = 0;
  /** What writes have saved up towards a place in a queue that is nearly full. */
  private credit: Fraction = 0;

  constructor(private readonly options: StorageOptions["coordinator"]) {}

  /** Requests in the queue. */
  get length(): number {
    return this.entered - this.left;
  }

  /** Requests in the queue, and reads offered to it. */
  get demand(): number {
    return this.length + this.offered;
  }

  /** The part of the demand that is reads. */
  get readShare(): Fraction {
    const { demand } = this;
    return demand > 0 ? Math.max(0, 1 - this.writes.length / demand) : 1;
  }

  get isEmpty(): boolean {
    return this.demand <= NOTHING && this.writes.length === 0;
  }

  /**
   * Requests that must leave before the first write in the queue has its turn, itself included; none without a write.
   */
  get untilNextWrite(): number | undefined {
    const next = this.writes.at(0);
    return next && next.position - this.left;
  }

  /** Reads have arrived. */
  offerReads(reads: number): void {
    this.offered += reads;
  }

  /** Takes a write, or refuses it (false). */
  admit(write: Write): boolean {
    if (!this.sharePlaces(1)) return false;
    write.position = this.entered;
    write.holders++;
    this.writes.push(write);
    return true;
  }

  /** Admits the offered reads if each of them finds a place. */
  admitWaiting(): void {
    if (this.demand + 1 > this.options.queue) return;
    this.entered += this.offered;
    this.offered = 0;
  }

  /** Decides which of the offered reads are admitted and which are refused. */
  settleOffers(): void {
    if (this.offered > 0) this.sharePlaces(0);
  }

  /** Requests get threads: those in the queue first, then offered reads. */
  serve(requests: number): void {
    const fromOffered = Math.max(0, requests - this.length);
    this.offered -= fromOffered;
    this.entered += fromOffered;
    this.left += requests;
  }

  /** Takes out the first write if its turn has come. */
  takeDue(): Write | undefined {
    const next = this.writes.at(0);
    if (!next || next.position > this.left + NOTHING) return undefined;
    this.writes.shift();
    next.holders--;
    return next;
  }

  /** Gives away all that waits, at the beginning of a window. */
  handOver(): QueuedRequests {
    const queue: (Write | undefined)[] = [];
    let reads = 0;
    const fill = (ahead: number) => {
      for (; reads + 1 <= ahead + NOTHING; reads++) queue.push(undefined);
    };
    for (let i = 0; i < this.writes.length; i++) {
      const write = this.writes.at(i);
      if (write) fill(write.position - this.left - i - 1);
      queue.push(write);
    }
    const readsQueued = this.length - this.writes.length;
    fill(readsQueued);
    this.writes.clear();
    this.empty();
    return { queue, rest: Math.max(0, readsQueued - reads) };
  }

  /** Takes what waits at the end of a window. */
  takeBack({ queue, rest }: QueuedRequests): void {
    this.entered += rest;
    for (const write of queue) {
      this.entered++;
      if (!write) continue;
      write.position = this.entered;
      this.writes.push(write);
    }
  }

  /** Drops all that waits. Each write is passed to `letGo`. */
  clear(letGo: (write: Write) => void): void {
    this.empty();
    for (let write = this.writes.shift(); write; write = this.writes.shift()) {
      write.holders--;
      letGo(write);
    }
  }

  private empty(): void {
    this.offered = 0;
    this.left = this.entered;
  }

  /**
   * Shares the free places between the offered reads and a write, if one arrives. When there are too few, writes are
   * admitted at the recent admission ratio, deterministically: each write adds the ratio to a credit, and a credit of 1
   * buys a place. Reads get the places that remain. A write may take the last place before all of that place is free.
   * Returns whether the write has a place.
   */
  private sharePlaces(write: 0 | 1): boolean {
    const room = this.options.queue - this.length;
    const wanted = this.offered + write;
    const places = write === 1 && (wanted <= room || this.spendCredit(room)) ? 1 : 0;
    const reads = Math.min(this.offered, Math.max(0, room - places));
    this.entered += reads + places;
    this.refused += this.offered - reads;
    this.offered = 0;
    this.recentlyOffered += wanted - this.recentlyOffered * SMOOTHING;
    this.recentlyAdmitted += reads + places - this.recentlyAdmitted * SMOOTHING;
    return places === 1;
  }

  private spendCredit(room: number): boolean {
    this.credit += this.recentlyOffered > 0 ? this.recentlyAdmitted / this.recentlyOffered : 0;
    if (this.credit < 1 || room <= 0) return false;
    this.credit -= 1;
    return true;
  }
}
