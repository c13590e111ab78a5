/** Panels. How long answers took. */
import type { PanelRule } from "./panel.js";

export const latencyPanels: readonly PanelRule[] = [
  {
    id: "accept",
    group: "latency",
    title: "Creation to acceptance",
    caption: "Retries are included: the latency of a refused message contains all of its waiting time.",
    scale: "logarithmic",
    lines: [
      { key: "p50(accept.latency)", label: "p50" },
      { key: "p99(accept.latency)", label: "p99" },
    ],
  },
  {
    id: "auth-latency",
    group: "latency",
    title: "Requests at auth",
    caption: "From the request to its answer, retries included. Failed requests are not counted.",
    scale: "logarithmic",
    lines: [
      { key: "p50(auth.latency)", label: "auth p50" },
      { key: "p99(auth.latency)", label: "auth p99" },
    ],
  },
  {
    id: "write",
    group: "latency",
    title: "Storage writes",
    caption: "The warning sign: write p99 rises before the first 421 of each episode.",
    scale: "logarithmic",
    lines: [
      { key: "p50(storage.write.latency)", label: "write p50" },
      { key: "p99(storage.write.latency)", label: "write p99" },
      { key: "storage.read.latency", label: "read" },
    ],
  },
];
