/** Panels. Detection: tickets, probes and error budgets. */
import type { PanelRule } from "./panel.js";

export const peoplePanels: readonly PanelRule[] = [
  {
    id: "tickets",
    group: "people",
    title: "Customer tickets",
    caption: "Tickets show faults that no monitoring sees.",
    unit: "1",
    lines: [{ key: "tickets", label: "tickets", hue: 2 }],
  },
  {
    id: "probes",
    group: "people",
    title: "Failed probes",
    caption: "Probes from outside pass the edge, as customers do. Probes from inside start at the front ends.",
    unit: "1",
    lines: [{ pattern: /^probes\.(.+)\.failed$/, label: "" }],
  },
  {
    id: "budget",
    group: "people",
    title: "Error budget used",
    caption: "Share of the failures that the objective allows in its period. Above 100 % the objective is missed.",
    unit: "fraction",
    lines: [{ pattern: /^slos\.(.+)\.used$/, label: "" }],
  },
];
