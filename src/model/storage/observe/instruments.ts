/** The metrics of a storage cluster. Their names are part of the product: scenarios and reports rely on them. */
import type { Counter } from "../../../metrics/counter.js";
import type { Histogram } from "../../../metrics/histogram.js";
import type { Level } from "../../../metrics/level.js";
import type { Meter } from "../../../metrics/meter.js";
import { storageMetrics } from "../metrics.js";
import type { StorageNode } from "../node/node.js";

export class StorageInstruments {
  readonly writes: Counter;
  readonly stored: Counter;
  readonly timeout: Counter;
  readonly unavailable: Counter;
  readonly overloaded: Counter;
  readonly failed: Counter;
  readonly overlap: Counter;
  readonly latency: Histogram;
  readonly readLatency: Level;
  readonly readsGranted: Level;
  readonly reads: Counter;
  readonly readsFailed: Counter;
  readonly threads: Level;
  readonly queue: Level;
  readonly sstables: Level;
  readonly pending: Level;
  readonly disk: Level;
  readonly stalled: Level;
  readonly down: Level;
  readonly ingested: Counter;
  readonly flushed: Counter;
  readonly compacted: Counter;
  readonly dropped: Counter;
  readonly hints: Counter;
  private readonly perNode: readonly { readonly sstables: Level; readonly pending: Level }[];

  constructor(meter: Meter, nodes: number) {
    this.writes = meter.counter(storageMetrics.writes);
    this.stored = meter.counter(storageMetrics.stored);
    this.timeout = meter.counter(storageMetrics.timeout);
    this.unavailable = meter.counter(storageMetrics.unavailable);
    this.overloaded = meter.counter(storageMetrics.overloaded);
    this.failed = meter.counter(storageMetrics.failed);
    this.overlap = meter.counter(storageMetrics.overlap);
    this.latency = meter.histogram(storageMetrics.writeLatency);
    this.readLatency = meter.level(storageMetrics.readLatency);
    this.readsGranted = meter.level(storageMetrics.readsGranted);
    this.reads = meter.counter(storageMetrics.reads);
    this.readsFailed = meter.counter(storageMetrics.readsFailed);
    this.threads = meter.level(storageMetrics.threads);
    this.queue = meter.level(storageMetrics.queue);
    this.sstables = meter.level(storageMetrics.sstables);
    this.pending = meter.level(storageMetrics.pending);
    this.disk = meter.level(storageMetrics.disk);
    this.stalled = meter.level(storageMetrics.stalled);
    this.down = meter.level(storageMetrics.down);
    this.ingested = meter.counter(storageMetrics.ingested);
    this.flushed = meter.counter(storageMetrics.flushed);
    this.compacted = meter.counter(storageMetrics.compacted);
    this.dropped = meter.counter(storageMetrics.mutationsDropped);
    this.hints = meter.counter(storageMetrics.hints);
    this.perNode = Array.from({ length: nodes }, (_, i) => ({
      sstables: meter.level(storageMetrics.nodeSSTables.member(`node-${i + 1}`)),
      pending: meter.level(storageMetrics.nodePending.member(`node-${i + 1}`)),
    }));
    this.readsGranted.set(1);
  }

  /** A node's SSTables may have changed. */
  sstablesOf(node: StorageNode): void {
    const own = this.perNode[node.index];
    if (!own || own.sstables.value === node.sstables.length) return;
    own.sstables.set(node.sstables.length);
    own.pending.set(node.compactor.pending);
    this.sstables.set(this.perNode.reduce((most, { sstables }) => Math.max(most, sstables.value), 0));
    this.pending.set(this.perNode.reduce((most, { pending }) => Math.max(most, pending.value), 0));
  }
}
