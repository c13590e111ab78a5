/** The metrics of a storage cluster. Their names are part of the product: scenarios and reports rely on them. */
import type { Counter } from "../../../metrics/counter.js";
import type { Histogram } from "../../../metrics/histogram.js";
import type { Level } from "../../../metrics/level.js";
import type { Meter } from "../../../metrics/meter.js";
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
    this.writes = meter.counter("storage.writes", { title: "writes submitted" });
    this.stored = meter.counter("storage.writes.stored", { title: "writes that enough replicas have" });
    this.timeout = meter.counter("storage.writes.timeout", { title: "writes that too few replicas took in time" });
    this.unavailable = meter.counter("storage.writes.unavailable", {
      title: "writes without a quorum of live replicas",
    });
    this.overloaded = meter.counter("storage.writes.overloaded", { title: "writes refused by a full coordinator" });
    this.failed = meter.counter("storage.writes.failed", { title: "writes not stored, for whatever reason" });
    this.overlap = meter.counter("storage.writes.failed.overlap", {
      title: "writes not stored while two replicas of one range were stalled, draining or down",
    });
    this.latency = meter.histogram("storage.write.latency", { unit: "s", resolution: 1 });
    this.readLatency = meter.level("storage.read.latency", { title: "read latency, slowest range", unit: "s" });
    this.readsGranted = meter.level("storage.reads.granted", {
      title: "reads granted by the disk, worst node",
      unit: "1",
      extent: "each",
    });
    this.reads = meter.counter("storage.reads", { title: "reads that coordinators sent to replicas" });
    this.readsFailed = meter.counter("storage.reads.failed", { title: "message reads that failed and come again" });
    this.threads = meter.level("storage.threads", {
      title: "busy threads, busiest coordinator",
      unit: "1",
      extent: "each",
    });
    this.queue = meter.level("storage.threads.queue", { title: "requests queued, busiest coordinator", unit: "1" });
    this.sstables = meter.level("storage.sstables", { title: "SSTables, worst node", unit: "1", extent: "each" });
    this.pending = meter.level("storage.pending", {
      title: "pending compactions, worst node",
      unit: "1",
      extent: "each",
    });
    this.disk = meter.level("storage.disk", { title: "disk utilisation, busiest node", unit: "1", extent: "each" });
    this.stalled = meter.level("storage.nodes.stalled", {
      title: "nodes whose compactions stall",
      unit: "1",
      extent: "each",
    });
    this.down = meter.level("storage.nodes.down", { title: "nodes draining or down", unit: "1", extent: "each" });
    this.ingested = meter.counter("storage.ingest.bytes", {
      title: "bytes written by clients, all replicas",
      unit: "B",
    });
    this.flushed = meter.counter("storage.flush.bytes", { title: "bytes flushed", unit: "B" });
    this.compacted = meter.counter("storage.compaction.bytes", { title: "bytes written by compactions", unit: "B" });
    this.dropped = meter.counter("storage.mutations.dropped", {
      title: "writes that a replica dropped after the timeout",
    });
    this.hints = meter.counter("storage.hints", { title: "bytes kept as hints", unit: "B" });
    this.perNode = Array.from({ length: nodes }, (_, i) => ({
      sstables: meter.level(`storage.sstables.node-${i + 1}`, {
        title: `SSTables, node ${i + 1}`,
        unit: "1",
        extent: "each",
      }),
      pending: meter.level(`storage.pending.node-${i + 1}`, {
        title: `pending compactions, node ${i + 1}`,
        unit: "1",
        extent: "each",
      }),
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
