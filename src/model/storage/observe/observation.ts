/** What a control tick tells of the cluster: how reads fare, how busy the coordinators are, which ranges have lost their quorum. */
import type { Coordinator } from "../coordination/coordinator.js";
import type { Snitch } from "../coordination/snitch.js";
import type { StorageNode } from "../node/node.js";
import type { StorageOptions } from "../options.js";
import type { Story } from "./episode-marks.js";
import type { StorageInstruments } from "./instruments.js";

/** The parts of the cluster that are looked at. */
export interface Observed {
  readonly options: StorageOptions;
  readonly nodes: readonly StorageNode[];
  readonly coordinators: readonly Coordinator[];
  readonly snitch: Snitch;
  readonly instruments: StorageInstruments;
}

export function observe({ options, nodes, coordinators, snitch, instruments }: Observed, story: Story): void {
  let granted = 1;
  for (const node of nodes) {
    granted = Math.min(granted, node.reads.granted);
    if (node.reads.backlog > 0 && node.reads.granted < 1) story.saturated(node, node.reads.granted);
  }
  let queued = 0;
  let busy = 0;
  for (const coordinator of coordinators) {
    queued = Math.max(queued, coordinator.queued);
    busy = Math.max(busy, coordinator.busy);
    if (coordinator.saturated) story.threadsFull(coordinator.index);
  }
  const lost = options.nodes - snitch.readableRanges;
  if (lost > 0) story.quorumLost(lost, options.nodes);
  instruments.readsGranted.set(granted);
  instruments.readLatency.set(snitch.slowest);
  instruments.threads.set(busy);
  instruments.queue.set(queued);
}
