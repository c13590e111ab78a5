/** Panels. The way in: what each vantage point sees, and where connections end. */
import type { PanelRule } from "./panel.js";

export const edgePanels: readonly PanelRule[] = [
  {
    id: "vantage",
    group: "edge",
    title: "Success, as client and server see it",
    caption: "Where the two lines part, connections fail that no monitoring behind the way in can see.",
    lines: [
      { key: "vantage.server", label: "server", hue: 0, worst: "low" },
      { key: "vantage.client", label: "clients", hue: 1, worst: "low" },
    ],
  },
  {
    id: "gap",
    group: "edge",
    title: "Blind spot",
    caption: "What the server's success is above the clients': above zero, somebody fails whom our graphs do not show.",
    lines: [{ key: "vantage.gap", label: "server less clients", hue: 3 }],
  },
  {
    id: "pools",
    group: "edge",
    title: "Accepted mail by pool",
    caption: "An attack on one pool leaves the others alone; afterwards everything that waited comes at once.",
    perSecond: true,
    lines: [{ family: "pools.*.good" }],
  },
  {
    id: "channels",
    group: "edge",
    title: "Attempts that nobody answered",
    caption: "Timeouts and broken handshakes by SMTP and by API: a fault on the way in takes no side.",
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
    caption: "Connections that got no further than this hop. None of them ever gets a reply code.",
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
    caption: "As a share of what the attacked hop can take: sent, and what the mitigation device lets pass.",
    lines: [
      { key: "attack.sent", label: "sent", hue: 3 },
      { key: "attack.passed", label: "past the device", hue: 1 },
    ],
  },
  {
    id: "device",
    group: "edge",
    title: "Pools behind the mitigation device",
    caption: "When the protection stood in the way, and of how many pools.",
    steps: true,
    lines: [{ key: "mitigation.active", label: "pools", hue: 5 }],
  },
  {
    id: "held",
    group: "edge",
    title: "Connections in flight on the way",
    caption: "Clients that still wait for a hop to let them on: their SYNs or handshakes get no answer.",
    lines: [
      { key: "hops.internet.held", label: "internet", hue: 6 },
      { key: "hops.mitigation.held", label: "mitigation device", hue: 1 },
      { key: "hops.edge.held", label: "edge device", hue: 3 },
      { key: "hops.balancer.held", label: "load balancer", hue: 4 },
    ],
  },
];
