/**
 * One storage node: memory, commit log, SSTables, compactor and reads, all on one disk. Between control events (a flush,
 * a sync, a merge, a tick) it is a fluid with constant rates; a write costs it a few additions.
 */

import type { Calendar, Ticket } from "../../../engine/calendar.js";
import { checksOn } from "../../../engine/checks.js";
import type { Stream } from "../../../engine/random.js";
import { Ring } from "../../../engine/ring.js";
import { SharedResource } from "../../../engine/shared-resource.js";
import { TwoWayResource } from "../../../engine/two-way-resource.js";
import type { Bytes, Seconds } from "../../../schema/quantity.js";
import type { Write } from "../coordination/write.js";
import type { CompactionBug } from "../maintenance/bug/compaction-bug.js";
import type { StorageOptions } from "../options.js";
import { CommitLog } from "./commit-log.js";
import type { CompactionStrategy } from "./compaction/compaction-strategy.js";
import { Compactor } from "./compaction/compactor.js";
import { compactionStrategies } from "./compaction/index.js";
import { type Flush, Memtable } from "./memtable.js";
import type { DiskOptions } from "./options.js";
import { ReadQueue } from "./read-queue.js";
import { merge, type SSTable } from "./sstable.js";

/** "draining": it flushes before a restart and refuses requests. */
export type NodeState = "up" | "draining" | "down";

/** What a node tells its cluster. */
export interface NodeHost {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  /** Has `node.log.tick` called at the given time. */
  logAt(node: StorageNode, time: Seconds): Ticket;
  /** A flush or a merge has written so much. */
  flushed(bytes: Bytes): void;
  compacted(bytes: Bytes): void;
  /** After a flush, a merge or another event that may have changed what the node has and can do. */
  changed(node: StorageNode): void;
  /** The node takes writes again: those that waited may go on. */
  released(node: StorageNode): void;
}

/** A node has worked off a stall when it has no more SSTables than before, or than this: the steady state of a busy node. */
const DRAINED = 20;

export class StorageNode {
  readonly name: string;
  readonly disk: SharedResource;
  readonly memtable: Memtable;
  readonly log: CommitLog;
  readonly compactor: Compactor;
  readonly reads: ReadQueue;
  readonly sstables: SSTable[] = [];
  private readonly strategy: CompactionStrategy;
  /** Writes that wait until this node can take them, oldest first. */
  readonly mutations = new Ring<Write>();
  state: NodeState = "up";
  version: string;
  /** Whether writes must wait: the memtable pool is full or the log is late. */
  blocked = false;
  /** Whether it works off what a stall has left. */
  recovering = false;
  /** Bytes taken in, tombstones and local hints included, and bytes that compactions have dropped. */
  ingested: Bytes = 0;
  purged: Bytes = 0;
  /** Since when it has been away. */
  awaySince: Seconds = 0;
  private nextTable = 0;
  private sstablesBefore = 0;
  private readonly checked = checksOn();

  /** @param index from 0; names count from 1 */
  constructor(
    readonly index: number,
    private readonly host: NodeHost,
    chance: Stream,
  ) {
    const { calendar, options } = host;
    this.name = `node-${index + 1}`;
    this.version = options.version;
    this.disk = diskOf(calendar, `storage disk ${index + 1}`, options.disk);
    this.memtable = new Memtable(calendar, this.disk, options.memtable, this);
    this.strategy = compactionStrategies.make(options.compaction.strategy);
    this.compactor = new Compactor(calendar, this.disk, options.compaction, this.strategy, chance, this);
    this.reads = new ReadQueue(calendar, this.disk, options);
    const { period } = options.commitLog;
    const offset = (period * (index + 1)) / options.nodes;
    this.log = new CommitLog(calendar, this.disk, period, options.disk.logWeight, offset, this);
  }

  /** Whether the node takes requests. */
  get live(): boolean {
    return this.state === "up";
  }

  get stalled(): boolean {
    return this.compactor.bug !== undefined;
  }

  /** Whether it is stalled, works off a stall, or is leaving or gone: what "sick" means in reports. */
  get sick(): boolean {
    return this.stalled || this.recovering || !this.live;
  }

  /** Applies a write: to the log and to memory. Hot path. */
  apply(bytes: Bytes, tombstones = 0): void {
    this.ingested += bytes;
    this.log.dirty += bytes;
    this.memtable.add(bytes, tombstones);
    if (this.memtable.occupancy >= this.host.options.memtable.pool) this.blocked = true;
  }

  /** Bytes that go straight to disk with the next sync: hints kept as files. */
  append(bytes: Bytes): void {
    this.log.dirty += bytes;
  }

  strike(bug: CompactionBug): void {
    this.sstablesBefore = this.recovering ? Math.min(this.sstablesBefore, this.sstables.length) : this.sstables.length;
    this.recovering = false;
    this.compactor.strike(bug);
    this.settle();
  }

  relent(): void {
    this.recovering = true;
    this.compactor.relent();
    this.settle();
  }

  /** Before a restart: flushes, and takes no more requests. */
  drain(): void {
    this.state = "draining";
    this.awaySince = this.host.calendar.now;
    this.memtable.flush();
    this.reads.clear();
    this.settle();
  }

  /** The process dies or is stopped. Nothing is lost: memory comes back from the commit log. */
  stop(): void {
    if (this.live) this.awaySince = this.host.calendar.now;
    this.state = "down";
    this.memtable.halt();
    this.log.halt();
    this.compactor.halt();
    this.reads.clear();
    this.settle();
  }

  start(): void {
    this.state = "up";
    this.memtable.resume();
    this.log.resume();
    this.compactor.resume();
    this.settle();
  }

  /** For the memtable. */
  flushed({ bytes, tombstones, from, to }: Flush): void {
    this.sstables.push({ id: this.nextTable++, bytes, tombstones, written: bytes - tombstones, from, to });
    this.host.flushed(bytes);
    this.compactor.poll();
    this.settle();
  }

  /** For the compactor. */
  planMerge(inputs: readonly SSTable[]): SSTable {
    const output = merge(inputs, this.nextTable++, this.host.calendar.now, this.host.options.purge);
    const level = this.strategy.levelAfter?.(inputs, this.sstables) ?? 0;
    return level === 0 ? output : { ...output, level };
  }

  /** For the compactor. */
  merged(inputs: readonly SSTable[], output: SSTable): void {
    const gone = new Set(inputs);
    const kept = this.sstables.filter((table) => !gone.has(table));
    if (this.checked && kept.length + inputs.length !== this.sstables.length)
      throw new Error(`${this.name}: a merge of SSTables that are not there`);
    const before = inputs.reduce((sum, table) => sum + table.bytes, 0);
    if (this.checked && !(output.bytes >= 0 && output.bytes <= before * (1 + 1e-12)))
      throw new Error(`${this.name}: a merge of ${before} bytes made ${output.bytes}`);
    this.purged += before - output.bytes;
    kept.push(output);
    this.sstables.splice(0, this.sstables.length, ...kept);
  }

  /** For the compactor. */
  compacted(written: Bytes): void {
    this.host.compacted(written);
    this.settle();
  }

  /** For the commit log. */
  logAt(time: Seconds): Ticket {
    return this.host.logAt(this, time);
  }

  /** For the commit log. */
  logChanged(): void {
    this.settle();
  }

  /** Bytes on disk. */
  get stored(): Bytes {
    return this.sstables.reduce((sum, table) => sum + table.bytes, 0);
  }

  /** Draws the consequences of a control event. */
  private settle(): void {
    const wasBlocked = this.blocked;
    this.blocked = this.log.late || this.memtable.occupancy >= this.host.options.memtable.pool;
    this.reads.touch(this.sstables.length);
    if (this.recovering && this.sstables.length <= Math.max(this.sstablesBefore, DRAINED)) this.recovering = false;
    if (this.checked) this.assertSound();
    this.host.changed(this);
    if (wasBlocked && !this.blocked) this.host.released(this);
  }

  private assertSound(): void {
    const { utilisation } = this.disk;
    if (utilisation > 1 + 1e-9) throw new Error(`${this.name}: disk grants ${utilisation} of its bandwidth`);
    if (this.compactor.active > this.host.options.compaction.compactors)
      throw new Error(`${this.name}: more compactions than compactors`);
    if (this.memtable.flushing < 0 || this.reads.backlog < 0)
      throw new Error(`${this.name}: a negative amount of bytes`);
  }
}

/** A disk that reads and writes within one bandwidth, or within one each: merges take part in both. */
function diskOf(calendar: Calendar, name: string, { bandwidth, reads }: DiskOptions): SharedResource {
  if (reads === "shared") return new SharedResource(calendar, name, bandwidth);
  return new TwoWayResource(calendar, name, bandwidth, reads);
}
