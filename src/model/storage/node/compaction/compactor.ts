/**
 * A node's compactor runs up to `compactors` merges at a time. They share the node's throughput limit and its disk. The
 * strategy is asked for the next merge after every flush and every merge. Leaves out the order of files within a merge:
 * reading and writing go side by side. The real thing: CompactionManager.java, CompactionTask.java.
 */
import type { Clock } from "../../../../engine/clock.js";
import type { Stream } from "../../../../engine/random.js";
import type { Share } from "../../../../engine/share.js";
import type { SharedResource } from "../../../../engine/shared-resource.js";
import type { Bytes, Seconds } from "../../../../schema/quantity.js";
import type { CompactionBug } from "../../maintenance/bug/compaction-bug.js";
import type { SSTable } from "../sstable.js";
import type { CompactionStrategy } from "./compaction-strategy.js";
import type { CompactionOptions } from "./options.js";

/** What the compactor needs from its node. */
export interface CompactorNeeds {
  readonly sstables: readonly SSTable[];
  /** The SSTable that would take the inputs' place. Changes nothing. */
  planMerge(inputs: readonly SSTable[]): SSTable;
  /** A merge is complete: its output takes the inputs' place. */
  merged(inputs: readonly SSTable[], output: SSTable): void;
  /** A merge has ended, with or without success, and the next ones have begun. */
  compacted(written: Bytes): void;
}

export class Compactor {
  /** Bytes written by merges, failed ones included. */
  written: Bytes = 0;
  /** The part of `written` that failed merges wrote. */
  wasted: Bytes = 0;
  /** Merges that did their I/O and failed. */
  failures = 0;
  bug: CompactionBug | undefined;
  private readonly threads: CompactionThread[] = [];
  private readonly compacting = new Set<SSTable>();
  private threadsLost = 0;
  private running = true;
  /** Bytes that the throughput limit has allowed until `allowedTo`. */
  private allowance: Bytes = 0;
  private allowedTo: Seconds;

  constructor(
    private readonly clock: Clock,
    private readonly disk: SharedResource,
    private readonly options: CompactionOptions,
    private readonly strategy: CompactionStrategy,
    private readonly chance: Stream,
    private readonly needs: CompactorNeeds,
  ) {
    this.allowedTo = clock.now;
  }

  get active(): number {
    return this.threads.filter(({ busy }) => busy).length;
  }

  get pending(): number {
    return this.strategy.pending(this.needs.sstables);
  }

  /** Starts as many merges as the strategy, the threads and the bug allow. */
  poll(): void {
    let started = false;
    while (this.mayStart()) {
      const inputs = this.strategy.next(this.free);
      if (inputs.length === 0) break;
      this.start(inputs);
      started = true;
    }
    if (started) this.divideThroughput();
  }

  /** A bug becomes active. */
  strike(bug: CompactionBug): void {
    this.bug = bug;
    if (bug.onset === "they are stopped") this.stopAll();
  }

  /** The bug is no longer active. Lost threads stay lost until a restart. */
  relent(): void {
    this.bug = undefined;
    this.poll();
  }

  /** The process dies: merges under way are lost. */
  halt(): void {
    this.running = false;
    this.stopAll();
  }

  /** The process is back, with all its threads. */
  resume(): void {
    this.running = true;
    this.threadsLost = 0;
    this.poll();
  }

  /** Divides the throughput limit among the merges under way. Called when their number or the limit has changed. */
  divideThroughput(): void {
    const limit = this.options.throughput / Math.max(1, this.active);
    for (const thread of this.threads) thread.limit(limit);
  }

  /** Adds up the allowance of the limit until now. Call it before the limit changes. Returns the total. */
  accrue(): Bytes {
    this.allowance += this.options.throughput * (this.clock.now - this.allowedTo);
    this.allowedTo = this.clock.now;
    return this.allowance;
  }

  /** The SSTables that no merge under way uses. */
  private get free(): readonly SSTable[] {
    const { sstables } = this.needs;
    return this.compacting.size === 0 ? sstables : sstables.filter((table) => !this.compacting.has(table));
  }

  private mayStart(): boolean {
    return this.running && this.bug?.mayStart !== false && this.active < this.options.compactors - this.threadsLost;
  }

  private start(inputs: readonly SSTable[]): void {
    for (const table of inputs) this.compacting.add(table);
    this.idleThread().begin(inputs, this.needs.planMerge(inputs));
  }

  private idleThread(): CompactionThread {
    const idle = this.threads.find(({ busy }) => !busy);
    if (idle) return idle;
    const thread = new CompactionThread(this.disk, (inputs, output) => this.finish(inputs, output));
    this.threads.push(thread);
    return thread;
  }

  private finish(inputs: readonly SSTable[], output: SSTable): void {
    for (const table of inputs) this.compacting.delete(table);
    this.written += output.bytes;
    const verdict = this.bug?.finish(this.chance) ?? "succeeds";
    if (verdict === "loses its thread") this.threadsLost++;
    if (verdict === "fails") {
      this.failures++;
      this.wasted += output.bytes;
    } else this.needs.merged(inputs, output);
    this.poll();
    this.divideThroughput();
    this.needs.compacted(output.bytes);
  }

  private stopAll(): void {
    for (const thread of this.threads) this.written += thread.stop();
    this.compacting.clear();
  }
}

class CompactionThread {
  private readonly share: Share;
  private inputs: readonly SSTable[] = [];
  private output: SSTable | undefined;
  /** Bytes to compact, and the disk work this takes: all inputs are read, and the output is written. */
  private work: Bytes = 0;
  private diskWork: Bytes = 0;

  constructor(disk: SharedResource, finish: (inputs: readonly SSTable[], output: SSTable) => void) {
    this.share = disk.open({
      weight: 1,
      done: () => {
        const { inputs, output } = this;
        this.inputs = [];
        this.output = undefined;
        if (output) finish(inputs, output);
      },
    });
  }

  get busy(): boolean {
    return this.output !== undefined;
  }

  begin(inputs: readonly SSTable[], output: SSTable): void {
    this.inputs = inputs;
    this.output = output;
    this.work = inputs.reduce((sum, table) => sum + table.bytes, 0);
    this.diskWork = this.work + output.bytes;
    this.share.reverse = this.work / this.diskWork;
    this.share.begin(this.diskWork);
  }

  /** Limits the bytes that the thread compacts per second. */
  limit(throughput: number): void {
    if (this.busy) this.share.cap = (throughput * this.diskWork) / this.work;
  }

  /** Drops the merge. Returns the bytes it has written, as if it read and wrote at constant rates. */
  stop(): Bytes {
    if (!this.output) return 0;
    const done = 1 - this.share.stop() / this.diskWork;
    const written = done * this.output.bytes;
    this.inputs = [];
    this.output = undefined;
    return written;
  }
}
