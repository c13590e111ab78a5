/** What a storage cluster tells. The names are part of the product: scenarios and reports rely on them. */

import { counter, event, histogram, level } from "../../metrics/declaration.js";
import { FROM_SCENARIO, family } from "../../metrics/family.js";

export const storageMetrics = {
  writes: counter("storage.writes", { title: "writes submitted" }),
  stored: counter("storage.writes.stored", { title: "writes that enough replicas have" }),
  timeout: counter("storage.writes.timeout", { title: "writes that too few replicas took in time" }),
  unavailable: counter("storage.writes.unavailable", { title: "writes without a quorum of live replicas" }),
  overloaded: counter("storage.writes.overloaded", { title: "writes refused by a full coordinator" }),
  failed: counter("storage.writes.failed", { title: "writes not stored, for whatever reason" }),
  overlap: counter("storage.writes.failed.overlap", {
    title: "writes not stored while two replicas of one range were stalled, draining or down",
  }),
  writeLatency: histogram("storage.write.latency", { title: "time to store a write", unit: "s", resolution: 1 }),
  readLatency: level("storage.read.latency", { title: "read latency, slowest range", unit: "s" }),
  readsGranted: level("storage.reads.granted", {
    title: "reads granted by the disk, worst node",
    unit: "fraction",
    extent: "each",
  }),
  reads: counter("storage.reads", { title: "reads that coordinators sent to replicas" }),
  readsFailed: counter("storage.reads.failed", { title: "message reads that failed and come again" }),
  threads: level("storage.threads", { title: "busy threads, busiest coordinator", unit: "fraction", extent: "each" }),
  queue: level("storage.threads.queue", { title: "requests queued, busiest coordinator", unit: "1" }),
  sstables: level("storage.sstables", { title: "SSTables, worst node", unit: "1", extent: "each" }),
  nodeSSTables: family("storage.sstables.*", FROM_SCENARIO, (name, node) =>
    level(name, { title: `SSTables, ${node}`, unit: "1", extent: "each" }),
  ),
  pending: level("storage.pending", { title: "pending compactions, worst node", unit: "1", extent: "each" }),
  nodePending: family("storage.pending.*", FROM_SCENARIO, (name, node) =>
    level(name, { title: `pending compactions, ${node}`, unit: "1", extent: "each" }),
  ),
  disk: level("storage.disk", { title: "disk utilisation, busiest node", unit: "fraction", extent: "each" }),
  stalled: level("storage.nodes.stalled", { title: "nodes whose compactions stall", unit: "1", extent: "each" }),
  down: level("storage.nodes.down", { title: "nodes draining or down", unit: "1", extent: "each" }),
  ingested: counter("storage.ingest.bytes", { title: "bytes written by clients, all replicas", unit: "B" }),
  flushed: counter("storage.flush.bytes", { title: "bytes flushed", unit: "B" }),
  compacted: counter("storage.compaction.bytes", { title: "bytes written by compactions", unit: "B" }),
  mutationsDropped: counter("storage.mutations.dropped", {
    title: "writes that a replica dropped after the timeout",
  }),
  hints: counter("storage.hints", { title: "bytes kept as hints", unit: "B" }),
};

/** What a window of single requests tells besides: names as in `nodetool tpstats` and `proxyhistograms`. */
export const windowMetrics = {
  readsLatency: histogram("storage.reads.latency", { title: "answered reads of the window", unit: "s" }),
  readsTimeout: counter("storage.reads.timeout", { title: "reads of the window not answered in time" }),
  readsOverloaded: counter("storage.reads.overloaded", { title: "reads of the window that found a queue full" }),
  readsDropped: counter("storage.reads.dropped", {
    title: "reads of the window that a replica dropped after the timeout",
  }),
  readsPending: level("storage.reads.pending", { title: "reads in line for a disk, worst node", unit: "1" }),
  mutationsPending: level("storage.mutations.pending", {
    title: "writes in line for a mutation thread, worst node",
    unit: "1",
  }),
};

const NODE_EVENTS = {
  drain: "a node drains",
  down: "a node goes down",
  up: "a node is up again",
  upgraded: "a node runs another version",
} as const;

export const storageEvents = {
  stall: event("storage.stall", { title: "compactions stall" }),
  stallEnd: event("storage.stall.end", { title: "compactions go on" }),
  drained: event("storage.drain.end", { title: "a node has merged what had piled up" }),
  saturated: event("storage.saturated", { title: "the disk no longer grants all reads" }),
  threadsFull: event("storage.threads.full", { title: "request threads are full" }),
  quorumLost: event("storage.quorum.lost", { title: "a quorum is lost" }),
  maintenanceEnd: event("storage.maintenance.end", { title: "maintenance is complete" }),
};

export type NodeEvent = keyof typeof NODE_EVENTS;

/** What becomes of one node: `storage.node.drain`. */
export const nodeEvents = family("storage.node.*", ["drain", "down", "up", "upgraded"], (name, what: NodeEvent) =>
  event(name, { title: NODE_EVENTS[what] }),
);
