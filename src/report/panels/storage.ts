/** Panels. The cluster behind the mail servers. */
import type { PanelRule } from "./panel.js";

export const storagePanels: readonly PanelRule[] = [
  {
    id: "sstables",
    group: "storage",
    title: "SSTables per node",
    caption:
      "A node with stalled compactions keeps flushing. Its SSTables pile up, and each read touches more of them.",
    lines: [{ family: "storage.sstables.*" }],
  },
  {
    id: "pending",
    group: "storage",
    title: "Pending compactions",
    caption: "As in nodetool compactionstats. The number never falls during a stall.",
    lines: [{ family: "storage.pending.*" }],
  },
  {
    id: "shares",
    group: "storage",
    title: "Disk, reads and coordinator threads",
    caption: "When the disk does not grant all reads, threads wait for them, and a full coordinator refuses writes.",
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
    caption: "A quorum is lost when two of three replicas are stalled or down.",
    steps: true,
    lines: [
      { key: "storage.nodes.stalled", label: "stalled", hue: 4 },
      { key: "storage.nodes.down", label: "down", hue: 2 },
    ],
  },
];
