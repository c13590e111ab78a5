/** Panels. Who could have known: tickets, probes and error budgets. */
import type { PanelRule } from "./panel.js";

export const peoplePanels: readonly PanelRule[] = [
  {
    id: "tickets",
    group: "people",
    title: "Tickets of customers",
    caption: "The sensor that is left when nobody else sees the fault.",
    lines: [{ key: "tickets", label: "tickets", hue: 2 }],
  },
  {
    id: "probes",
    group: "people",
    title: "Probes that failed",
    caption: "One from outside comes the customers' way; one from inside begins at the front ends.",
    lines: [{ family: "probes.*.failed" }],
  },
  {
    id: "budget",
    group: "people",
    title: "Error budget used",
    caption: "Of what the objective allows in its period. Above 100 % it is broken, whatever still comes.",
    lines: [{ family: "slos.*.used" }],
  },
];
