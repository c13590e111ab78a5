/**
 * One node as a coordinator of requests: `threads` of them, each held by a request until enough replicas have answered,
 * and a queue of `queue` requests before them; what finds it full is refused. Reads and writes share both.
 * Writes are single requests. Reads are a fluid with one class per range: of those that hold threads, a class sets free
 * (threads held / its latency) per second. Leaves out CPU and the native protocol's frames.
 * The real thing: the Native-Transport-Requests stage; a thread is parked for its whole request (CASSANDRA-15049, 11363).
 */

import type { Calendar, Ticket } from "../../../engine/calendar.js";
import { RealColumn } from "../../../engine/column.js";
import { Ring } from "../../../engine/ring.js";
import type { Fraction, PerSecond, Seconds } from "../../../schema/quantity.js";
import type { StorageOptions } from "../options.js";
import type { Snitch } from "./snitch.js";
import type { Write } from "./write.js";

/** What a coordinator needs from its cluster. */
export interface CoordinatorHost {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  readonly snitch: Snitch;
  /** Sends a write to its replicas. The coordinator holds a thread for it until `release`. */
  passOn(write: Write): void;
  /** A write leaves the queue without being passed on: it was answered at its deadline, or will be. */
  letGo(write: Write): void;
  /** Threads are all held: ticks must come at the short interval. */
  wake(): void;
  /** Has `coordinator.advance` called in `delay` seconds. */
  turnIn(coordinator: Coordinator, delay: Seconds): Ticket;
}

/** What a coordinator has under way: what it hands over when a window of single requests begins, and takes back after it. */
export interface CoordinatorLoad {
  /** Writes that hold threads, and reads that do, by range. */
  readonly writes: number;
  readonly held: readonly number[];
  /** The queue, oldest first; a read has no name. */
  readonly queue: readonly (Write | undefined)[];
  /** Less than one read that also waits. */
  readonly rest: Fraction;
}

/** Stands in for the coordinator while every request is a single one. */
export interface RequestDoor {
  readonly busy: Fraction;
  readonly queued: number;
  offer(write: Write): boolean;
  release(): void;
  clear(): void;
}

/** Weight of the latest in running means: how long writes hold a thread, how many requests find a place. */
const SMOOTHING = 1 / 16;
/** Requests; below this the queue counts as empty. */
const NOTHING = 1e-6;

export class Coordinator {
  /** Reads that come to this coordinator per second, for ranges that can be read. */
  arrivals: PerSecond = 0;
  /** Reads that got a thread, and reads that found the queue full, since the last `measure`. */
  admitted = 0;
  refused = 0;
  /** Whether requests wait. */
  saturated = false;
  /** Takes the requests, in a window. */
  door: RequestDoor | undefined;
  private writes = 0;
  /** Threads held by reads, by range, and in all. */
  private readonly held: RealColumn;
  /** Threads held at the end of the last step per read admitted during it, by range. */
  private readonly holding: RealColumn;
  private readonly ranges: number;
  private heldByReads = 0;
  /** Requests that have entered and left the queue since the start: a place in it is a number between the two. */
  private entered = 0;
  private left = 0;
  /** Reads that have come since the last write and may not all find a place. */
  private atDoor = 0;
  /** Requests that lately came to the door, and those that found a place: a full queue takes writes as often as reads. */
  private came = 0;
  private entering = 0;
  /** What the next write has of a place, by the turns it has waited. */
  private turns: Fraction = 0;
  private readonly waiting = new Ring<Write>();
  private writeHold: Seconds;
  private since: Seconds;
  private ticket: Ticket = 0;

  constructor(
    readonly index: number,
    private readonly host: CoordinatorHost,
  ) {
    this.ranges = host.options.nodes;
    this.held = new RealColumn(this.ranges);
    this.holding = new RealColumn(this.ranges);
    this.writeHold = host.options.replica.network + host.options.replica.cpu;
    this.since = host.calendar.now;
  }

  /** Part of the threads that are held. */
  get busy(): Fraction {
    if (this.door) return this.door.busy;
    return Math.min(1, (this.writes + this.heldByReads) / this.host.options.coordinator.threads);
  }

  /** Requests that wait for a thread. */
  get queued(): number {
    if (this.door) return this.door.queued;
    return this.entered - this.left;
  }

  /** Takes a write: passes it on at once, queues it, or refuses it (false). Hot path. */
  offer(write: Write): boolean {
    if (this.door) return this.door.offer(write);
    const { threads } = this.host.options.coordinator;
    if (!this.saturated && this.writes + this.heldByReads < threads) {
      this.start(write);
      return true;
    }
    this.advance();
    if (!this.saturated && this.writes + this.heldByReads < threads) {
      this.start(write);
      return true;
    }
    if (!this.shareDoor(1)) return false;
    write.position = this.entered;
    write.holders++;
    this.waiting.push(write);
    if (!this.saturated) this.host.wake();
    this.saturated = true;
    this.expectTurn(0);
    return true;
  }

  /** A write that was passed on at the given time is answered: its thread is free. */
  release(passedOnAt: Seconds): void {
    this.writeHold += SMOOTHING * (this.host.calendar.now - passedOnAt - this.writeHold);
    if (this.door) {
      this.door.release();
      return;
    }
    this.writes--;
    if (this.saturated) this.advance();
  }

  /**
   * Brings the fluid up to now. Over a step, a class with latency L keeps exp(-step / L) of its threads, and one that
   * gets threads evenly holds L (1 - exp(-step / L)) / step of them at the end: so many may be admitted as fill the rest.
   */
  advance(): void {
    const { now } = this.host.calendar;
    const step = now - this.since;
    if (step <= 0) return;
    this.since = now;
    if (this.door) return;
    this.atDoor += this.arrivals * step;
    const holdByRead = this.decay(step);
    const offered = this.queued + this.atDoor;
    const reads = offered > 0 ? Math.max(0, 1 - this.waiting.length / offered) : 1;
    const hold = reads * holdByRead + (1 - reads) * (this.writeHold / step) * -Math.expm1(-step / this.writeHold);
    const free = Math.max(0, this.host.options.coordinator.threads - this.writes - this.heldByReads);
    const served = hold * offered > free ? free / hold : offered;
    this.admit(served, reads * served);
    this.enterFromDoor();
    this.saturated = this.queued + this.atDoor > NOTHING || this.waiting.length > 0;
    this.serveWrites();
    if (this.saturated) this.expectTurn(served / step);
  }

  /** At a control tick: settles who found a place, and forgets the counts of the last interval. */
  measure(): void {
    this.advance();
    if (this.atDoor > 0) this.shareDoor(0);
    if (this.saturated) this.host.wake();
  }

  /** A window begins, at a control tick: gives away all that is under way. */
  handOver(): CoordinatorLoad {
    const queue: (Write | undefined)[] = [];
    let reads = 0;
    const fill = (ahead: number) => {
      for (; reads + 1 <= ahead + NOTHING; reads++) queue.push(undefined);
    };
    for (let i = 0; i < this.waiting.length; i++) {
      const write = this.waiting.at(i);
      if (write) fill(write.position - this.left - i - 1);
      queue.push(write);
    }
    const readsQueued = this.queued - this.waiting.length;
    fill(readsQueued);
    const held = Array.from({ length: this.ranges }, (_, range) => this.held.get(range));
    const load = { writes: this.writes, held, queue, rest: Math.max(0, readsQueued - reads) };
    this.waiting.clear();
    this.empty();
    this.writes = 0;
    return load;
  }

  /** The window ends: goes on with what is under way. */
  takeBack({ writes, held, queue, rest }: CoordinatorLoad): void {
    this.advance();
    this.writes = writes;
    for (const [range, reads] of held.entries()) {
      this.held.set(range, reads);
      this.heldByReads += reads;
    }
    this.entered += rest;
    for (const write of queue) {
      this.entered++;
      if (!write) continue;
      write.position = this.entered;
      this.waiting.push(write);
    }
    this.saturated = this.queued > NOTHING;
    this.expectTurn(0);
  }

  /** The node stops: reads are gone; writes that wait are not answered and run into their deadlines. */
  clear(): void {
    this.advance();
    this.door?.clear();
    this.empty();
    for (let write = this.waiting.shift(); write; write = this.waiting.shift()) {
      write.holders--;
      this.host.letGo(write);
    }
  }

  private empty(): void {
    this.arrivals = 0;
    for (let range = 0; range < this.ranges; range++) this.held.set(range, 0);
    this.heldByReads = 0;
    this.atDoor = 0;
    this.left = this.entered;
    this.saturated = false;
  }

  /** Lets reads give back their threads. Returns the threads held at the end of the step per read admitted during it. */
  private decay(step: Seconds): number {
    const { latency, readable, readableRanges } = this.host.snitch;
    let held = 0;
    let perRead = 0;
    for (let range = 0; range < this.ranges; range++) {
      const time = latency.get(range);
      const kept = time > 0 ? Math.exp(-step / time) : 0;
      const holding = readable.get(range) === 0 ? 0 : (time / step) * (1 - kept);
      this.held.set(range, this.held.get(range) * kept);
      this.holding.set(range, holding);
      held += this.held.get(range);
      perRead += holding;
    }
    this.heldByReads = held;
    return readableRanges > 0 ? perRead / readableRanges : 0;
  }

  /** Requests leave the queue, then the door; reads take threads, spread over the ranges. */
  private admit(requests: number, reads: number): void {
    const fromDoor = Math.max(0, requests - this.queued);
    this.atDoor -= fromDoor;
    this.entered += fromDoor;
    this.left += requests;
    this.admitted += reads;
    const { readableRanges } = this.host.snitch;
    if (readableRanges === 0 || reads === 0) return;
    const perRange = reads / readableRanges;
    for (let range = 0; range < this.ranges; range++) {
      const held = perRange * this.holding.get(range);
      this.held.add(range, held);
      this.heldByReads += held;
    }
  }

  /** Reads at the door enter when there is a place for each of them. */
  private enterFromDoor(): void {
    if (this.queued + this.atDoor + 1 > this.host.options.coordinator.queue) return;
    this.entered += this.atDoor;
    this.atDoor = 0;
  }

  /**
   * Shares the free places among the reads at the door and, if one has come, a write. A write that does not surely find
   * a place gets one as often as all who came lately did, by turns, so that no dice are needed; reads get the rest.
   * It may so take the last place before all of it is free.
   * Returns whether the write has a place.
   */
  private shareDoor(write: 0 | 1): boolean {
    const room = this.host.options.coordinator.queue - this.queued;
    const wanted = this.atDoor + write;
    const places = write === 1 && (wanted <= room || this.takesTurn(room)) ? 1 : 0;
    const reads = Math.min(this.atDoor, Math.max(0, room - places));
    this.entered += reads + places;
    this.refused += this.atDoor - reads;
    this.atDoor = 0;
    this.came += wanted - this.came * SMOOTHING;
    this.entering += reads + places - this.entering * SMOOTHING;
    return places === 1;
  }

  private takesTurn(room: number): boolean {
    this.turns += this.came > 0 ? this.entering / this.came : 0;
    if (this.turns < 1 || room <= 0) return false;
    this.turns -= 1;
    return true;
  }

  /** Starts the writes whose turn has come. */
  private serveWrites(): void {
    for (let next = this.waiting.at(0); next && next.position <= this.left + NOTHING; next = this.waiting.at(0)) {
      this.waiting.shift();
      next.holders--;
      if (next.state === "queued") this.start(next);
      else this.host.letGo(next);
    }
  }

  private start(write: Write): void {
    this.writes++;
    this.host.passOn(write);
  }

  /** Foresees when the first write's turn comes, at `flow` requests per second. It is an estimate: flows change. */
  private expectTurn(flow: PerSecond): void {
    const next = this.waiting.at(0);
    if (!next || this.ticket !== 0) return;
    const wait = flow > 0 ? (next.position - this.left) / flow : this.host.options.snitch.interval;
    this.ticket = this.host.turnIn(this, Math.min(Math.max(wait, 0.001), this.host.options.snitch.interval));
  }

  /** The foreseen turn has come. */
  turn(): void {
    this.ticket = 0;
    this.advance();
    this.expectTurn(0);
  }
}
