/** Panels. The edge: success at each vantage point, and the hops at which connections end. */
import type { PanelRule } from "./panel.js";

export const edgePanels: readonly PanelRule[] = [
  {
    id: "vantage",
    group: "edge",
    title: "Success, as clients and servers see it",
    caption:
      "Where the lines diverge, connections fail before they reach the servers, invisible to server-side monitoring.",
    lines: [
      { key: "vantage.server", label: "server", hue: 0, worst: "low" },
      { key: "vantage.client", label: "clients", hue: 1, worst: "low" },
    ],
  },
  {
    id: "gap",
    group: "edge",
    title: "Blind spot",
    caption: "Server success minus client success. Above zero, some failures are invisible to our monitoring.",
    lines: [{ key: "vantage.gap", label: "servers minus clients", hue: 3 }],
  },
  {
    id: "pools",
    group: "edge",
    title: "Accepted mail by pool",
    caption: "An attack on one pool does not affect the others. Afterwards the whole backlog arrives at once.",
    perSecond: true,
    lines: [{ family: "pools.*.good" }],
  },
  {
    id: "channels",
    group: "edge",
    title: "Attempts without an answer",
    caption: "Timeouts and broken handshakes by protocol. A fault at the edge affects both.",
    perSecond: true,
    lines: [
      { key: "channels.smtp.unanswered", label: "SMTP", hue: 1 },
      { key: "channels.api.unanswered", label: "API", hue: 3 },
    ],
  },
  {
    id: "hops",
    group: "edge",
    title: "Where connections end",
    caption: "Connections that ended at each hop. Their clients never get a reply code.",
    perSecond: true,
    lines: [
      { key: "hops.internet.dropped", label: "internet", hue: 6 },
      { key: "hops.mitigation.dropped", label: "mitigation device", hue: 1 },
      { key: "hops.edge.dropped", label: "edge device", hue: 3 },
      { key: "hops.balancer.dropped", label: "load balancer", hue: 4 },
    ],
  },
  {
    id: "attack",
    group: "edge",
    title: "Attack traffic",
    caption: "In percent of the capacity of the attacked hop: traffic sent, and traffic past the mitigation device.",
    lines: [
      { key: "attack.sent", label: "sent", hue: 3 },
      { key: "attack.passed", label: "past the device", hue: 1 },
    ],
  },
  {
    id: "device",
    group: "edge",
    title: "Pools behind the mitigation device",
    caption: "Number of pools whose traffic passes through the device.",
    steps: true,
    lines: [{ key: "mitigation.active", label: "pools", hue: 5 }],
  },
  {
    id: "held",
    group: "edge",
    title: "Connections in flight at the edge",
    caption: "Connections that wait at a hop: their SYNs or handshakes have no answer yet.",
    lines: [
      { key: "hops.internet.held", label: "internet", hue: 6 },
      { key: "hops.mitigation.held", label: "mitigation device", hue: 1 },
      { key: "hops.edge.held", label: "edge device", hue: 3 },
      { key: "hops.balancer.held", label: "load balancer", hue: 4 },
    ],
  },
];
