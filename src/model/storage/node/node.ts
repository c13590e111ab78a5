/**
 * One storage node: memory, commit log, SSTables, compactor and reads share one disk. Between control events (a flush,
 * a sync, a merge, a tick) the node is a fluid with constant rates, and a write costs a few additions. Leaves out CPU,
 * heap and garbage collection, and rows: a node knows amounts of bytes only.
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
import { insertBySize, merge, type SSTable } from "./sstable.js";

/** A draining node flushes before a restart and refuses requests. */
export type NodeState = "up" | "draining" | "down";

/** What a node needs from its cluster. */
export interface NodeNeeds {
  readonly calendar: Calendar;
  readonly options: StorageOptions;
  /** Has `node.log.tick` called at the given time. */
  logAt(node: StorageNode, time: Seconds): Ticket;
  /** A flush has written the bytes to disk. */
  flushed(bytes: Bytes): void;
  /** A merge has written the bytes to disk. */
  compacted(bytes: Bytes): void;
  /** Called after each control event: the SSTables, the disk or the state of the node may have changed. */
  changed(node: StorageNode): void;
  /** The node takes writes again: the writes that waited may go on. */
  released(node: StorageNode): void;
}

/**
 * SSTables of a busy node in its steady state. A node has worked off a stall when it has no more of them, or no more
 * than before.
 */
const DRAINED = 20;

export class StorageNode {
  readonly name: string;
  readonly disk: SharedResource;
  readonly memtable: Memtable;
  readonly log: CommitLog;
  readonly compactor: Compactor;
  readonly reads: ReadQueue;
  /** In order of size. */
  readonly sstables: SSTable[] = [];
  private readonly strategy: CompactionStrategy;
  /** Writes that wait until this node can take them, oldest first. */
  readonly mutations = new Ring<Write>();
  state: NodeState = "up";
  version: string;
  /** Writes must wait: the memtable pool is full or the log is late. */
  blocked = false;
  /** The node works off the SSTables that a stall has left. */
  recovering = false;
  /** Bytes taken in, with tombstones and local hints; and bytes that compactions have dropped. */
  ingested: Bytes = 0;
  purged: Bytes = 0;
  /** When the node last stopped taking requests. */
  awaySince: Seconds = 0;
  private nextTable = 0;
  private sstablesBefore = 0;
  private readonly checked = checksOn();

  /** @param index from 0; names count from 1 */
  constructor(
    readonly index: number,
    private readonly needs: NodeNeeds,
    chance: Stream,
  ) {
    const { calendar, options } = needs;
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

  /** The node takes requests. */
  get live(): boolean {
    return this.state === "up";
  }

  /** A bug keeps the node from compacting. */
  get stalled(): boolean {
    return this.compactor.bug !== undefined;
  }

  /** The node is stalled, works off a stall, drains or is down. This is what "sick" means in reports. */
  get sick(): boolean {
    return this.stalled || this.recovering || !this.live;
  }

  /** Applies a write to the commit log and to memory. Hot path. */
  apply(bytes: Bytes, tombstones = 0): void {
    this.ingested += bytes;
    this.log.dirty += bytes;
    this.memtable.add(bytes, tombstones);
    if (this.memtable.occupancy >= this.needs.options.memtable.pool) this.blocked = true;
  }

  /** Takes bytes that go to disk with the next sync: hints kept as files. */
  append(bytes: Bytes): void {
    this.log.dirty += bytes;
  }

  /** A bug becomes active on the node. */
  strike(bug: CompactionBug): void {
    this.sstablesBefore = this.recovering ? Math.min(this.sstablesBefore, this.sstables.length) : this.sstables.length;
    this.recovering = false;
    this.compactor.strike(bug);
    this.settle();
  }

  /** The bug is no longer active; the node begins to work off the stall. */
  relent(): void {
    this.recovering = true;
    this.compactor.relent();
    this.settle();
  }

  /** Prepares a restart: the node flushes and takes no more requests. */
  drain(): void {
    this.state = "draining";
    this.awaySince = this.needs.calendar.now;
    this.memtable.flush();
    this.reads.clear();
    this.settle();
  }

  /** The process dies or is stopped. No data is lost: the memtables come back from the commit log. */
  stop(): void {
    if (this.live) this.awaySince = this.needs.calendar.now;
    this.state = "down";
    this.memtable.halt();
    this.log.halt();
    this.compactor.halt();
    this.reads.clear();
    this.settle();
  }

  /** The process is back. */
  start(): void {
    this.state = "up";
    this.memtable.resume();
    this.log.resume();
    this.compactor.resume();
    this.settle();
  }

  /** For the memtable. */
  flushed({ bytes, tombstones, from, to }: Flush): void {
    const table = { id: this.nextTable++, bytes, tombstones, written: bytes - tombstones, from, to };
    insertBySize(this.sstables, table);
    this.needs.flushed(bytes);
    this.compactor.poll();
    this.settle();
  }

  /** For the compactor. */
  planMerge(inputs: readonly SSTable[]): SSTable {
    const output = merge(inputs, this.nextTable++, this.needs.calendar.now, this.needs.options.purge);
    const level = this.strategy.levelAfter?.(inputs, this.sstables) ?? 0;
    return level === 0 ? output : { ...output, level };
  }

  /** For the compactor. */
  merged(inputs: readonly SSTable[], output: SSTable): void {
    for (const table of inputs) this.drop(table);
    const before = inputs.reduce((sum, table) => sum + table.bytes, 0);
    if (this.checked && !(output.bytes >= 0 && output.bytes <= before * (1 + 1e-12)))
      throw new Error(`${this.name}: a merge of ${before} bytes made ${output.bytes}`);
    this.purged += before - output.bytes;
    insertBySize(this.sstables, output);
  }

  /** For the compactor. */
  compacted(written: Bytes): void {
    this.needs.compacted(written);
    this.settle();
  }

  /** For the commit log. */
  logAt(time: Seconds): Ticket {
    return this.needs.logAt(this, time);
  }

  /** For the commit log. */
  logChanged(): void {
    this.settle();
  }

  /** Bytes on disk. */
  get stored(): Bytes {
    return this.sstables.reduce((sum, table) => sum + table.bytes, 0);
  }

  private drop(table: SSTable): void {
    const place = this.sstables.indexOf(table);
    if (place < 0) throw new Error(`${this.name}: a merge of an SSTable that is not there`);
    this.sstables.splice(place, 1);
  }

  /** Derives the state of the node after a control event, and tells the cluster. */
  private settle(): void {
    const wasBlocked = this.blocked;
    this.blocked = this.log.late || this.memtable.occupancy >= this.needs.options.memtable.pool;
    this.reads.touch(this.sstables.length);
    if (this.recovering && this.sstables.length <= Math.max(this.sstablesBefore, DRAINED)) this.recovering = false;
    if (this.checked) this.assertSound();
    this.needs.changed(this);
    if (wasBlocked && !this.blocked) this.needs.released(this);
  }

  private assertSound(): void {
    const { utilisation } = this.disk;
    if (utilisation > 1 + 1e-9) throw new Error(`${this.name}: disk grants ${utilisation} of its bandwidth`);
    if (this.compactor.active > this.needs.options.compaction.compactors)
      throw new Error(`${this.name}: more compactions than compactors`);
    if (this.memtable.flushing < 0 || this.reads.backlog < 0)
      throw new Error(`${this.name}: a negative amount of bytes`);
  }
}

/** A disk with one bandwidth for reads and writes together, or with one for each. Merges use both. */
function diskOf(calendar: Calendar, name: string, { bandwidth, reads }: DiskOptions): SharedResource {
  if (reads === "shared") return new SharedResource(calendar, name, bandwidth);
  return new TwoWayResource(calendar, name, bandwidth, reads);
}
