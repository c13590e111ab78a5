/** Panels. The cluster behind the mail servers. */
import type { PanelRule } from "./panel.js";

export const storagePanels: readonly PanelRule[] = [
  {
    id: "sstables",
    group: "storage",
    title: "SSTables per node",
    caption:
      "A node whose compaction stalls keeps flushing: its files pile up, and every read has to touch more of them.",
    lines: [{ family: "storage.sstables.*" }],
  },
  {
    id: "pending",
    group: "storage",
    title: "Pending compactions",
    caption: "What nodetool compactionstats shows; it never falls during a stall.",
    lines: [{ family: "storage.pending.*" }],
  },
  {
    id: "shares",
    group: "storage",
    title: "Disk, reads and coordinator threads",
    caption: "Reads get less than they need, threads wait for them, and a full coordinator refuses writes.",
    lines: [
      { key: "storage.disk", label: "disk busy, worst node" },
      { key: "storage.reads.granted", label: "reads granted, worst node", hue: 2, worst: "low" },
      { key: "storage.threads", label: "threads busy, worst coordinator", hue: 1 },
    ],
  },
  {
    id: "nodes",
    group: "storage",
    title: "Nodes stalled or down",
    caption: "Two of three replicas in trouble at once is what costs a quorum.",
    steps: true,
    lines: [
      { key: "storage.nodes.stalled", label: "stalled", hue: 4 },
      { key: "storage.nodes.down", label: "down", hue: 2 },
    ],
  },
];
