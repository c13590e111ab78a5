/**
 * The reads at one node, as a fluid: they outnumber writes, so outside a window they are never single events. Demand
 * that the disk does not grant waits. A read that has waited past the read timeout is dropped at no cost, which bounds
 * the queue. Leaves out caches: every touched SSTable costs disk work. The real thing: StorageProxy,
 * MessageDeliveryTask.java.
 */
import type { Clock } from "../../../engine/clock.js";
import type { Share } from "../../../engine/share.js";
import type { SharedResource } from "../../../engine/shared-resource.js";
import type { Bytes, BytesPerSecond, Fraction, PerSecond, Seconds } from "../../../schema/quantity.js";
import type { StorageOptions } from "../options.js";
import { readBandwidth } from "./options.js";

export class ReadQueue {
  /** Disk work that waits. */
  backlog: Bytes = 0;
  /** The part of the demand that the disk granted, and the part of the reads that failed, as last measured. */
  granted: Fraction = 1;
  failing: Fraction = 0;
  /** The latency of a read at this node, as last measured. */
  latency: Seconds = 0;
  private readonly share: Share;
  private scans: PerSecond = 0;
  private messages: PerSecond = 0;
  private sstables = 0;
  private demand: BytesPerSecond = 0;
  private settledAt: Seconds;
  private measuredAt: Seconds;
  /** Disk work since the last `measure`. */
  private asked: Bytes = 0;
  private served: Bytes = 0;
  private dropped: Bytes = 0;
  private servedBefore: Bytes = 0;

  constructor(
    private readonly clock: Clock,
    private readonly disk: SharedResource,
    private readonly options: StorageOptions,
  ) {
    this.share = disk.open({ weight: options.disk.readWeight, reverse: 1 });
    this.settledAt = clock.now;
    this.measuredAt = clock.now;
  }

  /** The disk grants the reads all their demand. */
  get satisfied(): boolean {
    return this.backlog === 0 && (!this.share.active || this.share.satisfied);
  }

  /** Sets the reads from now on, in requests per second at this node. */
  load(scans: PerSecond, messages: PerSecond): void {
    this.scans = scans;
    this.messages = messages;
    this.ask();
  }

  /** The number of SSTables may have changed, and with it the cost of a read. */
  touch(sstables: number): void {
    if (sstables === this.sstables) return;
    this.sstables = sstables;
    this.ask();
  }

  /** Brings the queue up to now and measures the interval since the last call. */
  measure(): void {
    this.settle();
    const elapsed = this.clock.now - this.measuredAt;
    if (elapsed <= 0) return;
    this.measuredAt = this.clock.now;
    const rate = this.served / elapsed;
    const before = this.backlog;
    this.expire(rate);
    this.dropped += before - this.backlog;
    const wait = this.backlog > 0 ? this.backlog / rate : 0;
    this.latency = Math.min(this.options.timeouts.read, this.serviceTime + wait);
    this.granted = this.asked > 0 ? Math.min(1, this.served / this.asked) : 1;
    const late = this.serviceTime + wait > this.options.timeouts.read * (1 + 1e-9);
    this.failing = late ? 1 : Math.min(1, this.asked > 0 ? this.dropped / this.asked : 0);
    this.asked = 0;
    this.served = 0;
    this.dropped = 0;
    this.ask();
  }

  /** The process dies: the requests that wait are lost. */
  clear(): void {
    this.settle();
    this.backlog = 0;
    this.latency = 0;
    this.load(0, 0);
  }

  /** Opens a share of the disk for the single reads of a window. */
  open(done: () => void): Share {
    return this.disk.open({ weight: this.options.disk.readWeight, done });
  }

  /** A window begins: gives away the work that waits, and the mean work of a read. There is no load until its end. */
  handOver(): { readonly backlog: Bytes; readonly size: Bytes } {
    this.settle();
    const { backlog, costPerRead: size } = this;
    this.backlog = 0;
    this.load(0, 0);
    return { backlog, size };
  }

  /** The window ends: goes on with the work that waits. */
  takeBack(backlog: Bytes): void {
    this.settle();
    this.backlog += backlog;
    this.ask();
  }

  /**
   * The time of an average read at a disk that keeps up: SSTables touched times (cost / bandwidth). Our own proposal.
   */
  get serviceTime(): Seconds {
    return this.costPerRead / readBandwidth(this.options.disk);
  }

  private get costPerRead(): Bytes {
    const rate = this.scans + this.messages;
    return rate > 0 ? this.demand / rate : this.options.reads.cost * this.sstables;
  }

  private settle(): void {
    const { now } = this.clock;
    const asked = this.demand * (now - this.settledAt);
    const total = this.share.served;
    const served = total - this.servedBefore;
    this.settledAt = now;
    this.servedBefore = total;
    this.asked += asked;
    this.served += served;
    this.backlog = Math.max(0, this.backlog + asked - served);
    if (this.backlog < 1) this.backlog = 0;
  }

  /** A scan touches every SSTable. A read by key touches one, and each of the others where a bloom filter errs. */
  private ask(): void {
    this.settle();
    const { cost, falsePositives } = this.options.reads;
    const byKey = 1 + falsePositives * Math.max(0, this.sstables - 1);
    this.demand = cost * (this.scans * this.sstables + this.messages * byKey);
    this.share.demand(this.demand + this.backlog / this.options.snitch.interval);
  }

  /** Drops the work that would wait longer than the timeout. Reads at the disk go on, unless `abortExpired`. */
  private expire(rate: BytesPerSecond): void {
    const { reads, timeouts } = this.options;
    const patience = reads.abortExpired ? Math.max(0, timeouts.read - this.serviceTime) : timeouts.read;
    const atDisk = reads.abortExpired ? 0 : reads.concurrency * this.costPerRead;
    this.backlog = Math.min(this.backlog, patience * rate + atDisk);
  }
}
