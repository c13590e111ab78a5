/**
 * All reads of the cluster, as flows: index scans at a constant rate, and message reads. A message read that fails
 * is tried again some time later. Reads are spread evenly over the live coordinators and over the ranges. The rates
 * change at control ticks only.
 */
import type { Clock } from "../../../engine/clock.js";
import type { Fraction, PerSecond, Seconds } from "../../../schema/quantity.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { Coordinator } from "./coordinator.js";
import { ReadRetries } from "./read-retries.js";
import type { Snitch } from "./snitch.js";

export class ReadTraffic {
  /** Message reads asked for since the start. */
  requested = 0;
  /** Reads that got a thread, scans included. */
  sent = 0;
  private readonly retries: ReadRetries;
  private counted = 0;
  /** Message reads still to be sent, and the rates at which reads are sent. */
  private unsent = 0;
  private messages: PerSecond = 0;
  private scans: PerSecond = 0;
  /** Reads that got a thread per second in the last interval, and the part of them that were message reads. */
  private rate: PerSecond = 0;
  private share: Fraction = 0;
  private since: Seconds;
  /** The length of the last interval. */
  private length: Seconds = 0;

  constructor(
    private readonly clock: Clock,
    private readonly options: StorageOptions,
    private readonly coordinators: readonly Coordinator[],
    private readonly snitch: Snitch,
  ) {
    this.retries = new ReadRetries(options.reads.again.from, options.reads.again.to);
    this.since = clock.now;
  }

  /** Messages are to be read. Hot path. */
  request(count: number): void {
    this.requested += count;
    this.counted += count;
  }

  /** Message reads that failed. A read that fails twice counts twice. */
  get failed(): number {
    return this.retries.failed;
  }

  /** The part of the reads sent in the last interval that were message reads. */
  get messageShare(): Fraction {
    return this.share;
  }

  /** Message reads have failed; they will be tried again. */
  fail(reads: number): void {
    this.retries.fail(reads);
  }

  /** Message reads that were asked for before are still to be sent. */
  requeue(reads: number): void {
    this.counted += reads;
  }

  /**
   * A window of single requests begins: there are no flows until its end. Returns the whole message reads that are
   * still to be sent, and the time over which to send them.
   */
  pause(): { readonly due: number; readonly over: Seconds } {
    this.scans = 0;
    this.messages = 0;
    for (const coordinator of this.coordinators) coordinator.arrivals = 0;
    return { due: this.due(), over: this.length };
  }

  /**
   * In a window, at a tick: notes what was sent since the last tick. Returns the whole message reads that are to be
   * sent.
   */
  relay(messages: number, scans: number): number {
    const elapsed = this.clock.now - this.since;
    if (elapsed <= 0) return 0;
    this.since = this.clock.now;
    this.rate = (messages + scans) / elapsed;
    this.share = messages + scans > 0 ? messages / (messages + scans) : 0;
    return this.due();
  }

  /** Settles the interval that ends now. Call it before the snitch scores. */
  close(): void {
    const elapsed = this.clock.now - this.since;
    if (elapsed <= 0) return;
    this.since = this.clock.now;
    this.length = elapsed;
    const all = this.messages + this.scans;
    const share = all > 0 ? this.messages / all : 0;
    const { admitted, refused } = this.collect();
    this.sent += admitted;
    this.unsent -= Math.min(this.unsent, this.messages * elapsed);
    const unreadable = this.messages * elapsed * this.unreadable;
    this.retries.fail(unreadable + share * (refused + admitted * this.failing()));
    this.unsent += this.counted + this.retries.advance(this.clock.now);
    this.counted = 0;
    this.rate = admitted / elapsed;
    this.share = share;
  }

  /** Sets the loads of nodes and coordinators for the interval that begins. Call it after the snitch has scored. */
  open(nodes: readonly StorageNode[], interval: Seconds): void {
    const live = this.coordinators.filter((_, index) => nodes[index]?.live);
    this.scans = this.options.reads.scans * nodes.length;
    this.messages = live.length > 0 ? this.unsent / interval : 0;
    const arrivals = ((this.scans + this.messages) * (1 - this.unreadable)) / live.length;
    for (const coordinator of live) coordinator.arrivals = arrivals;
    const perRange = this.snitch.readableRanges > 0 ? this.rate / this.snitch.readableRanges : 0;
    for (const node of nodes) {
      const reads = perRange * this.snitch.load.get(node.index);
      node.reads.load(reads * (1 - this.share), reads * this.share);
    }
  }

  /** Takes the whole message reads that are to be sent. */
  private due(): number {
    this.unsent += this.counted + this.retries.advance(this.clock.now);
    this.counted = 0;
    const due = Math.floor(this.unsent);
    this.unsent -= due;
    return due;
  }

  private get unreadable(): Fraction {
    return 1 - this.snitch.readableRanges / this.options.nodes;
  }

  private collect(): { admitted: number; refused: number } {
    let admitted = 0;
    let refused = 0;
    for (const coordinator of this.coordinators) {
      admitted += coordinator.admitted;
      refused += coordinator.refused;
      coordinator.resetCounts();
    }
    return { admitted, refused };
  }

  /** The part of the admitted reads that fail at the nodes. */
  private failing(): Fraction {
    const { failing, readableRanges } = this.snitch;
    let sum = 0;
    for (let range = 0; range < this.options.nodes; range++) sum += failing.get(range);
    return readableRanges > 0 ? sum / readableRanges : 0;
  }
}
