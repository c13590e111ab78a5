/** What those who watch tell: alerts, probes, error budgets, tickets, and people who look for a cause. */

import { counter, event, gauge } from "../../metrics/declaration.js";
import { FROM_SCENARIO, family } from "../../metrics/family.js";

/** Whom an investigation may suspect. `upstream`: everything before the edge device. */
export const SUSPECTS = ["intake", "balancer", "edge", "upstream"] as const;

export const monitoringMetrics = {
  probeTries: family("probes.*.tries", FROM_SCENARIO, (name, probe) =>
    counter(name, { title: `tries of probe ${probe}`, extent: "each" }),
  ),
  probeFailed: family("probes.*.failed", FROM_SCENARIO, (name, probe) =>
    counter(name, { title: `failed tries of probe ${probe}`, extent: "each" }),
  ),
  seenByServer: gauge("vantage.server", { title: "success, as the server sees it", unit: "fraction" }),
  seenByClients: gauge("vantage.client", { title: "success, as clients see it", unit: "fraction" }),
  blindSpot: gauge("vantage.gap", {
    title: "blind spot: the server's success less the clients'",
    unit: "fraction",
  }),
  tickets: counter("tickets", { title: "tickets of customers" }),
  budgetUsed: family("slos.*.used", FROM_SCENARIO, (name, slo) =>
    gauge(name, { title: `error budget of ${slo} used`, unit: "fraction" }),
  ),
};

export const monitoringEvents = {
  fired: event("alerts.fired", { title: "an alert fires" }),
  notified: event("alerts.notified", { title: "an alert is heard" }),
  ticketsThreshold: event("tickets.threshold", { title: "customers' tickets show a pattern" }),
  searchBegins: event("investigation.begins", { title: "the search for the cause begins" }),
  searchAgain: event("investigation.again", { title: "a suspect is examined again: nothing failed meanwhile" }),
  cleared: event("investigation.cleared", { title: "a suspect is cleared" }),
  found: event("investigation.found", { title: "the cause is found" }),
  searchOpen: event("investigation.open", { title: "no suspect is left" }),
};

/** The same as `cleared`, of one suspect. */
export const suspectCleared = family("investigation.cleared.*", SUSPECTS, (name, suspect) =>
  event(name, { title: `a suspect is cleared: ${suspect}` }),
);
