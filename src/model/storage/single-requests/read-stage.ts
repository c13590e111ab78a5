/**
 * A node's read stage in a window. Up to `reads.concurrency` reads are at the disk and share equally what it grants to
 * reads; the others wait in line. A read that is older than the read timeout when its turn comes is dropped at no cost.
 * A read at the disk goes on even if its coordinator has given it up, unless expired reads are aborted.
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

/** What a read stage needs from the replicas' side of the reads. */
export interface ReadStageNeeds {
  readonly clock: Clock;
  readonly options: StorageOptions;
  /** The disk has done its work. */
  served(piece: ReplicaRead): void;
  /** The part was too old, or was aborted. */
  dropped(piece: ReplicaRead): void;
  /** The node stops, or the window ends: the stage forgets the part. */
  forgotten(piece: ReplicaRead): void;
}

export class ReadStage {
  /** Parts that wait or are at the disk; and parts at the disk. */
  readonly present = new Occupancy();
  readonly busy = new Occupancy();
  private readonly line = new Ring<ReplicaRead>();
  private readonly atDisk: ReplicaRead[] = [];
  private readonly share: Share;
  private waitingBytes: Bytes = 0;
  /** The progress of the share at the last `advance`, and at the last `measure`. */
  private seen: Bytes = 0;
  private seenAtMeasure: Bytes = 0;
  /** Since the last `measure`: disk work and parts that arrived, and parts that were dropped. */
  private asked: Bytes = 0;
  private arrived = 0;
  private late = 0;

  constructor(
    readonly node: StorageNode,
    private readonly needs: ReadStageNeeds,
  ) {
    this.share = node.reads.open(() => this.finish());
  }

  get waiting(): number {
    return this.line.length;
  }

  /** Disk work still to be done. */
  get work(): Bytes {
    this.advance();
    let work = this.waitingBytes;
    for (const { left } of this.atDisk) work += left;
    return work;
  }

  /** A part of a read arrives. Hot path. */
  arrive(piece: ReplicaRead): void {
    this.present.change(1, this.needs.clock.now);
    this.asked += piece.left;
    this.arrived++;
    this.line.push(piece);
    this.waitingBytes += piece.left;
    if (this.admit()) this.plan();
  }

  /** The coordinator no longer waits: the part of the read leaves the disk. */
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

  /** The node stops, or the window ends. Returns the work that was still to be done, without that of expired reads. */
  clear(): Bytes {
    this.expire();
    const { work } = this;
    while (this.atDisk.length > 0) {
      const piece = this.atDisk[0];
      this.leaveDisk(0);
      if (piece) this.needs.forgotten(piece);
    }
    for (let next = this.line.shift(); next; next = this.line.shift()) {
      this.present.change(-1, this.needs.clock.now);
      this.needs.forgotten(next);
    }
    this.waitingBytes = 0;
    this.share.stop();
    return work;
  }

  /** Sets the latency and the losses of reads at the node, from which the snitch scores and the observation reads. */
  measure(): void {
    this.expire();
    const { timeouts, disk, reads } = this.needs.options;
    const { work, node } = this;
    const cost = this.arrived > 0 ? this.asked / this.arrived : reads.cost * node.sstables.length;
    const served = this.seen - this.seenAtMeasure;
    const wait = work > 0 ? work / this.share.rate : 0;
    node.reads.latency = Math.min(timeouts.read, wait + cost / readBandwidth(disk));
    node.reads.granted = this.line.length > 0 && this.asked > 0 ? Math.min(1, served / this.asked) : 1;
    node.reads.failing = this.failing;
    this.seenAtMeasure = this.seen;
    this.asked = 0;
    this.arrived = 0;
    this.late = 0;
  }

  private get failing(): Fraction {
    return this.late > 0 ? Math.min(1, this.late / Math.max(1, this.arrived)) : 0;
  }

  /** The disk has done the planned work: the shortest part is complete. Hot path. */
  private finish(): void {
    this.advance();
    const index = this.shortest();
    const piece = this.atDisk[index];
    if (!piece) throw new Error(`${this.node.name}: the disk has read what nobody asked for`);
    this.leaveDisk(index);
    this.admit();
    this.plan();
    this.needs.served(piece);
  }

  /** Brings the work of the parts at the disk up to now: they share the progress equally. */
  private advance(): void {
    const { served } = this.share;
    const each = (served - this.seen) / Math.max(1, this.atDisk.length);
    this.seen = served;
    if (each > 0) for (const piece of this.atDisk) piece.left = Math.max(0, piece.left - each);
  }

  /** Admits parts from the line to the disk while there is room. Returns true when it admitted any. */
  private admit(): boolean {
    const before = this.atDisk.length;
    while (this.atDisk.length < this.needs.options.reads.concurrency) {
      const next = this.line.shift();
      if (!next) break;
      this.waitingBytes -= next.left;
      if (this.isOld(next)) {
        this.present.change(-1, this.needs.clock.now);
        this.drop(next);
        continue;
      }
      if (this.atDisk.length === before) this.advance();
      this.busy.change(1, this.needs.clock.now);
      this.atDisk.push(next);
    }
    if (this.line.length === 0) this.waitingBytes = 0;
    return this.atDisk.length > before;
  }

  /** Has the disk work until the shortest part is complete. */
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
    const { now } = this.needs.clock;
    const last = this.atDisk.pop();
    if (last && index < this.atDisk.length) this.atDisk[index] = last;
    this.busy.change(-1, now);
    this.present.change(-1, now);
  }

  /** Drops the parts at the head of the line that are too old. They would be dropped when their turn comes. */
  private expire(): void {
    for (let next = this.line.at(0); next && this.isOld(next); next = this.line.at(0)) {
      this.line.shift();
      this.waitingBytes -= next.left;
      this.present.change(-1, this.needs.clock.now);
      this.drop(next);
    }
  }

  private isOld({ sentAt }: ReplicaRead): boolean {
    return this.needs.clock.now - sentAt > this.needs.options.timeouts.read;
  }

  private drop(piece: ReplicaRead): void {
    this.late++;
    this.needs.dropped(piece);
  }
}
