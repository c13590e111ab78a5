/**
 * A node's read stage in a window: so many reads at the disk at a time share what the disk grants to reads; the others
 * wait in line. One that is older than the read timeout when its turn comes is dropped at no cost. Those at the disk go
 * on, whoever still waits for them, unless expired reads are aborted.
 * The real thing: ReadStage, MessageDeliveryTask.java; aborts: CASSANDRA-7392.
 */
import type { Clock } from "../../../engine/clock.js";
import { Ring } from "../../../engine/ring.js";
import type { Share } from "../../../engine/share.js";
import { Occupancy } from "../../../engine/station/occupancy.js";
import type { Bytes, Fraction } from "../../../schema/quantity.js";
import type { StorageNode } from "../node/node.js";
import { readBandwidth } from "../node/options.js";
import type { StorageOptions } from "../options.js";
import type { ReadRequest, ReplicaRead } from "./requests.js";

/** What a stage needs from those who send reads. */
export interface ReadStageHost {
  readonly clock: Clock;
  readonly options: StorageOptions;
  /** The disk has done its work. */
  served(piece: ReplicaRead): void;
  /** It was too old, or was aborted. */
  dropped(piece: ReplicaRead): void;
  /** The node stops, or the window ends: the stage forgets it. */
  forgotten(piece: ReplicaRead): void;
}

export class ReadStage {
  /** Waiting and at the disk; and at the disk. */
  readonly present = new Occupancy();
  readonly busy = new Occupancy();
  private readonly line = new Ring<ReplicaRead>();
  private readonly atDisk: ReplicaRead[] = [];
  private readonly share: Share;
  private waitingBytes: Bytes = 0;
  /** Of the share: progress at the last look, and at the last measure. */
  private seen: Bytes = 0;
  private seenAtMeasure: Bytes = 0;
  /** Since the last measure. */
  private asked: Bytes = 0;
  private came = 0;
  private late = 0;

  constructor(
    readonly node: StorageNode,
    private readonly host: ReadStageHost,
  ) {
    this.share = node.reads.open(() => this.finish());
  }

  get waiting(): number {
    return this.line.length;
  }

  /** Disk work of all that are here. */
  get work(): Bytes {
    this.advance();
    let work = this.waitingBytes;
    for (const { left } of this.atDisk) work += left;
    return work;
  }

  /** Hot path. */
  arrive(piece: ReplicaRead): void {
    this.present.change(1, this.host.clock.now);
    this.asked += piece.left;
    this.came++;
    this.line.push(piece);
    this.waitingBytes += piece.left;
    if (this.admit()) this.plan();
  }

  /** The coordinator no longer waits: its part leaves the disk. */
  abort(read: ReadRequest): void {
    this.advance();
    const index = this.atDisk.findIndex((piece) => piece.read === read);
    const piece = this.atDisk[index];
    if (!piece) return;
    this.leaveDisk(index);
    this.admit();
    this.plan();
    this.drop(piece);
  }

  /** The node stops, or the window ends. Returns the work that was still to be done; what has expired is none. */
  clear(): Bytes {
    this.expire();
    const { work } = this;
    while (this.atDisk.length > 0) {
      const piece = this.atDisk[0];
      this.leaveDisk(0);
      if (piece) this.host.forgotten(piece);
    }
    for (let next = this.line.shift(); next; next = this.line.shift()) {
      this.present.change(-1, this.host.clock.now);
      this.host.forgotten(next);
    }
    this.waitingBytes = 0;
    this.share.stop();
    return work;
  }

  /** Tells the node how reads fare: its scores and reports rest on it, as they do outside a window. */
  measure(): void {
    this.expire();
    const { timeouts, disk, reads } = this.host.options;
    const { work, node } = this;
    const cost = this.came > 0 ? this.asked / this.came : reads.cost * node.sstables.length;
    const served = this.seen - this.seenAtMeasure;
    const wait = work > 0 ? work / this.share.rate : 0;
    node.reads.latency = Math.min(timeouts.read, wait + cost / readBandwidth(disk));
    node.reads.granted = this.line.length > 0 && this.asked > 0 ? Math.min(1, served / this.asked) : 1;
    node.reads.failing = this.failing;
    this.seenAtMeasure = this.seen;
    this.asked = 0;
    this.came = 0;
    this.late = 0;
  }

  private get failing(): Fraction {
    return this.late > 0 ? Math.min(1, this.late / Math.max(1, this.came)) : 0;
  }

  /** The disk has done what was planned. Hot path. */
  private finish(): void {
    this.advance();
    const index = this.shortest();
    const piece = this.atDisk[index];
    if (!piece) throw new Error(`${this.node.name}: the disk has read what nobody asked for`);
    this.leaveDisk(index);
    this.admit();
    this.plan();
    this.host.served(piece);
  }

  /** Brings the work of those at the disk up to now: they share it equally. */
  private advance(): void {
    const { served } = this.share;
    const each = (served - this.seen) / Math.max(1, this.atDisk.length);
    this.seen = served;
    if (each > 0) for (const piece of this.atDisk) piece.left = Math.max(0, piece.left - each);
  }

  /** Lets those in line to the disk while there is room. Returns whether anyone went. */
  private admit(): boolean {
    const before = this.atDisk.length;
    while (this.atDisk.length < this.host.options.reads.concurrency) {
      const next = this.line.shift();
      if (!next) break;
      this.waitingBytes -= next.left;
      if (this.isOld(next)) {
        this.present.change(-1, this.host.clock.now);
        this.drop(next);
        continue;
      }
      if (this.atDisk.length === before) this.advance();
      this.busy.change(1, this.host.clock.now);
      this.atDisk.push(next);
    }
    if (this.line.length === 0) this.waitingBytes = 0;
    return this.atDisk.length > before;
  }

  /** Has the disk work up to when the next of them is done. */
  private plan(): void {
    const next = this.atDisk[this.shortest()];
    if (next) this.share.begin(next.left * this.atDisk.length);
    else this.share.stop();
  }

  private shortest(): number {
    let index = 0;
    for (let i = 1; i < this.atDisk.length; i++) if (this.leftOf(i) < this.leftOf(index)) index = i;
    return index;
  }

  private leftOf(index: number): Bytes {
    return this.atDisk[index]?.left ?? Number.POSITIVE_INFINITY;
  }

  private leaveDisk(index: number): void {
    const { now } = this.host.clock;
    const last = this.atDisk.pop();
    if (last && index < this.atDisk.length) this.atDisk[index] = last;
    this.busy.change(-1, now);
    this.present.change(-1, now);
  }

  /** Those at the head of the line that are too old: they would be dropped when their turn comes. */
  private expire(): void {
    for (let next = this.line.at(0); next && this.isOld(next); next = this.line.at(0)) {
      this.line.shift();
      this.waitingBytes -= next.left;
      this.present.change(-1, this.host.clock.now);
      this.drop(next);
    }
  }

  private isOld({ sentAt }: ReplicaRead): boolean {
    return this.host.clock.now - sentAt > this.host.options.timeouts.read;
  }

  private drop(piece: ReplicaRead): void {
    this.late++;
    this.host.dropped(piece);
  }
}
