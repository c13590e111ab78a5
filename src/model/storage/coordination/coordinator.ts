/**
 * One node as a coordinator of requests. It has `threads` threads; a request holds one until enough replicas have
 * answered. Requests that find no thread wait in an admission queue; those that find the queue full are refused. Reads
 * and writes share both. Writes are single requests. Reads are a fluid with one class per range: each class frees
 * (threads held / latency) threads per second. Leaves out CPU and the frames of the native protocol.
 * The real thing: the Native-Transport-Requests stage; a thread is parked for its whole request (CASSANDRA-15049,
 * 11363).
 */
import type { Calendar, Ticket } from "../../../engine/calendar.js";
import { exp, expm1 } from "../../../engine/math.js";
import type { Fraction, PerSecond, Seconds } from "../../../schema/quantity.js";
import type { StorageOptions } from "../options.js";
import { AdmissionQueue, type QueuedRequests } from "./admission-queue.js";
import type { Snitch } from "./snitch.js";
import type { ThreadHolder, Write } from "./write.js";

/** What a coordinator needs from its cluster. */
export interface CoordinatorNeeds {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  readonly snitch: Snitch;
  /** Sends a write to its replicas. The coordinator holds a thread for it until `release`. */
  passOn(write: Write): void;
  /** A write leaves the queue without being passed on: it was answered at its deadline, or will be. */
  letGo(write: Write): void;
  /** All threads are held: ticks must come at the short interval. */
  wake(): void;
  /** Has `coordinator.turn` called in `delay` seconds. */
  turnIn(coordinator: Coordinator, delay: Seconds): Ticket;
}

/**
 * What a coordinator has under way. It is handed over when a window of single requests begins, and back when it ends.
 */
export interface CoordinatorLoad extends QueuedRequests {
  /** Writes that hold threads, and reads that hold threads, by range. */
  readonly writes: number;
  readonly held: readonly number[];
}

/** Takes over while every request is a single one: the same threads and the same queue, request by request. */
export interface RequestStage {
  readonly busy: Fraction;
  readonly queued: number;
  offer(write: Write): boolean;
  /** A write that held a thread is answered. */
  releaseWrite(): void;
  clear(): void;
}

/** Weight of the latest write in the running mean of how long writes hold a thread. */
const SMOOTHING = 1 / 16;

export class Coordinator implements ThreadHolder {
  /** Reads that arrive per second, for ranges that can be read. */
  arrivals: PerSecond = 0;
  /** Reads that got a thread since the last `resetCounts`. */
  admitted = 0;
  /** Requests wait. */
  saturated = false;
  /** There while a window is open. */
  stage: RequestStage | undefined;
  private readonly queue: AdmissionQueue;
  private writes = 0;
  /** Threads held by reads, by range, and in all. */
  private readonly held: Float64Array;
  private heldByReads = 0;
  /** Threads held at the end of the last step per read admitted during it, by range. */
  private readonly holding: Float64Array;
  private readonly ranges: number;
  private writeHold: Seconds;
  private since: Seconds;
  private ticket: Ticket = 0;

  constructor(
    readonly index: number,
    private readonly needs: CoordinatorNeeds,
  ) {
    const { options, calendar } = needs;
    this.queue = new AdmissionQueue(options.coordinator);
    this.ranges = options.nodes;
    this.held = new Float64Array(this.ranges);
    this.holding = new Float64Array(this.ranges);
    this.writeHold = options.replica.network + options.replica.cpu;
    this.since = calendar.now;
  }

  /** The part of the threads that is held. */
  get busy(): Fraction {
    if (this.stage) return this.stage.busy;
    return Math.min(1, (this.writes + this.heldByReads) / this.needs.options.coordinator.threads);
  }

  /** Requests that wait for a thread. */
  get queued(): number {
    if (this.stage) return this.stage.queued;
    return this.queue.length;
  }

  /** Reads that found the queue full since the last `resetCounts`. */
  get refused(): number {
    return this.queue.refused;
  }

  resetCounts(): void {
    this.admitted = 0;
    this.queue.refused = 0;
  }

  /** Takes a write: passes it on at once, queues it, or refuses it (false). Hot path. */
  offer(write: Write): boolean {
    if (this.stage) return this.stage.offer(write);
    const { threads } = this.needs.options.coordinator;
    if (!this.saturated && this.writes + this.heldByReads < threads) {
      this.start(write);
      return true;
    }
    this.advance();
    if (!this.saturated && this.writes + this.heldByReads < threads) {
      this.start(write);
      return true;
    }
    if (!this.queue.admit(write)) return false;
    if (!this.saturated) this.needs.wake();
    this.saturated = true;
    this.expectTurn(0);
    return true;
  }

  /** A write that was passed on at the given time is answered: its thread is free. */
  release(passedOnAt: Seconds): void {
    this.writeHold += SMOOTHING * (this.needs.calendar.now - passedOnAt - this.writeHold);
    if (this.stage) {
      this.stage.releaseWrite();
      return;
    }
    this.writes--;
    if (this.saturated) this.advance();
  }

  /**
   * Brings the fluid up to now. Over a step, a class with latency L keeps exp(-step / L) of its threads. A class that
   * gets threads evenly over the step holds L (1 - exp(-step / L)) / step of them at its end. The step admits the
   * number of requests that fills the free threads.
   */
  advance(): void {
    const { now } = this.needs.calendar;
    const step = now - this.since;
    if (step <= 0) return;
    this.since = now;
    if (this.stage) return;
    this.queue.offerReads(this.arrivals * step);
    const holdByRead = this.decay(step);
    const { demand, readShare } = this.queue;
    const hold = readShare * holdByRead + (1 - readShare) * (this.writeHold / step) * -expm1(-step / this.writeHold);
    const free = Math.max(0, this.needs.options.coordinator.threads - this.writes - this.heldByReads);
    const served = hold * demand > free ? free / hold : demand;
    this.queue.serve(served);
    this.startReads(readShare * served);
    this.queue.admitWaiting();
    this.saturated = !this.queue.isEmpty;
    this.startWrites();
    if (this.saturated) this.expectTurn(served / step);
  }

  /** At a control tick: brings the fluid up to now and decides about the reads that are offered to the queue. */
  measure(): void {
    this.advance();
    this.queue.settleOffers();
    if (this.saturated) this.needs.wake();
  }

  /** A window begins, at a control tick: gives away all that is under way. */
  handOver(): CoordinatorLoad {
    const load = { writes: this.writes, held: [...this.held], ...this.queue.handOver() };
    this.freeThreads();
    this.writes = 0;
    return load;
  }

  /** The window ends: goes on with what is under way. */
  takeBack(load: CoordinatorLoad): void {
    this.advance();
    this.writes = load.writes;
    for (const [range, reads] of load.held.entries()) {
      this.held[range] = reads;
      this.heldByReads += reads;
    }
    this.queue.takeBack(load);
    this.saturated = !this.queue.isEmpty;
    this.expectTurn(0);
  }

  /** The node stops. Its reads are lost; the writes that wait are not answered and run into their deadlines. */
  clear(): void {
    this.advance();
    this.stage?.clear();
    this.freeThreads();
    this.queue.clear((write) => this.needs.letGo(write));
  }

  /** The reads are gone. Writes keep their threads until they are answered. */
  private freeThreads(): void {
    this.arrivals = 0;
    this.held.fill(0);
    this.heldByReads = 0;
    this.saturated = false;
  }

  /**
   * Lets reads give back their threads. Returns the threads held at the end of the step per read admitted during it.
   * Ranges mostly are as slow as the one before: they share a slow replica.
   */
  private decay(step: Seconds): number {
    const { held, holding } = this;
    const { latency, readable, readableRanges } = this.needs.snitch;
    let [before, kept, perAdmitted] = [Number.NaN, 0, 0];
    let all = 0;
    let perRead = 0;
    for (let range = 0; range < this.ranges; range++) {
      const time = latency.get(range);
      if (time !== before) {
        before = time;
        kept = time > 0 ? exp(-step / time) : 0;
        perAdmitted = (time / step) * (1 - kept);
      }
      all += held[range]! *= kept;
      perRead += holding[range] = readable.get(range) === 0 ? 0 : perAdmitted;
    }
    this.heldByReads = all;
    return readableRanges > 0 ? perRead / readableRanges : 0;
  }

  /** Reads take threads, spread evenly over the ranges that can be read. */
  private startReads(reads: number): void {
    this.admitted += reads;
    const { readableRanges } = this.needs.snitch;
    if (readableRanges === 0 || reads === 0) return;
    const perRange = reads / readableRanges;
    for (let range = 0; range < this.ranges; range++) {
      const held = perRange * this.holding[range]!;
      this.held[range]! += held;
      this.heldByReads += held;
    }
  }

  /** Starts the writes whose turn has come. */
  private startWrites(): void {
    for (let next = this.queue.takeDue(); next; next = this.queue.takeDue()) {
      if (next.state === "queued") this.start(next);
      else this.needs.letGo(next);
    }
  }

  private start(write: Write): void {
    this.writes++;
    this.needs.passOn(write);
  }

  /** Estimates when the first write's turn comes, at `flow` requests per second, and schedules it. Flows may change. */
  private expectTurn(flow: PerSecond): void {
    const ahead = this.queue.untilNextWrite;
    if (ahead === undefined || this.ticket !== 0) return;
    const { interval } = this.needs.options.snitch;
    const wait = flow > 0 ? ahead / flow : interval;
    this.ticket = this.needs.turnIn(this, Math.min(Math.max(wait, 0.001), interval));
  }

  /** The estimated turn has come. */
  turn(): void {
    this.ticket = 0;
    this.advance();
    this.expectTurn(0);
  }
}
