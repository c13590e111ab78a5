/** Panels. Detection: tickets, probes and error budgets. */
import type { PanelRule } from "./panel.js";

export const peoplePanels: readonly PanelRule[] = [
  {
    id: "tickets",
    group: "people",
    title: "Customer tickets",
    caption: "Tickets show faults that no monitoring sees.",
    lines: [{ key: "tickets", label: "tickets", hue: 2 }],
  },
  {
    id: "probes",
    group: "people",
    title: "Failed probes",
    caption: "Probes from outside pass the edge, as customers do. Probes from inside start at the front ends.",
    lines: [{ family: "probes.*.failed" }],
  },
  {
    id: "budget",
    group: "people",
    title: "Error budget used",
    caption: "Share of the failures that the objective allows in its period. Above 100 % the objective is missed.",
    lines: [{ family: "slos.*.used" }],
  },
];
