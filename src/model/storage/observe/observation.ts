/**
 * Observes the cluster at a control tick: the reads that the disks grant, the coordinators' threads and queues, and the
 * ranges that have lost their quorum. Sets the levels of the metrics and marks conditions that a report should tell.
 */
import type { Coordinator } from "../coordination/coordinator.js";
import type { Snitch } from "../coordination/snitch.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { EpisodeMarks } from "./episode-marks.js";
import type { StorageInstruments } from "./instruments.js";

/** The parts of the cluster that are observed. */
export interface ObservationNeeds {
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly coordinators: readonly Coordinator[];
  readonly snitch: Snitch;
  readonly instruments: StorageInstruments;
  readonly episodeMarks: EpisodeMarks;
}

export function observe({ options, nodes, coordinators, snitch, instruments, episodeMarks }: ObservationNeeds): void {
  let granted = 1;
  for (const node of nodes) {
    granted = Math.min(granted, node.reads.granted);
    if (node.reads.backlog > 0 && node.reads.granted < 1) episodeMarks.saturated(node, node.reads.granted);
  }
  let queued = 0;
  let busy = 0;
  for (const coordinator of coordinators) {
    queued = Math.max(queued, coordinator.queued);
    busy = Math.max(busy, coordinator.busy);
    if (coordinator.saturated) episodeMarks.threadsFull(coordinator.index);
  }
  const lost = options.nodes - snitch.readableRanges;
  if (lost > 0) episodeMarks.quorumLost(lost, options.nodes);
  instruments.readsGranted.set(granted);
  instruments.readLatency.set(snitch.slowest);
  instruments.threads.set(busy);
  instruments.queue.set(queued);
}
