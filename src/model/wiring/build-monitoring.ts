/** Builds what watches the system: gauges, error budgets, alert rules, tickets of customers, people who investigate. */

import { ScenarioError } from "../../schema/scenario-error.js";
import type { Ingress } from "../edge/ingress.js";
import { edgeMetrics } from "../edge/metrics.js";
import { Alerting } from "../monitoring/alerting.js";
import { watchBudgets } from "../monitoring/budget.js";
import { evidenceOf } from "../monitoring/evidence.js";
import { Investigation } from "../monitoring/investigation.js";
import type { MonitoringOptions } from "../monitoring/options.js";
import { Ticketing } from "../monitoring/tickets.js";
import type { SystemWorld } from "./system-world.js";
import { type Triggers, triggersOf } from "./triggers.js";

/**
 * Reads every gauge at the end of each bucket, from the first declaration of one on. Without gauges nothing is
 * scheduled.
 */
export function readGauges({ meter, calendar, clock }: SystemWorld): void {
  meter.onFirstGauge = () => {
    const read = calendar.signal("gauges are read", () => {
      meter.sample();
      calendar.after(clock.bucket, read);
    });
    calendar.after(clock.bucket, read);
  };
}

export function buildTicketing({ tickets }: MonitoringOptions, world: SystemWorld): Ticketing | undefined {
  return tickets === "off" ? undefined : new Ticketing(world, tickets);
}

/** Error budgets and alert rules, and what is wrong with them. Every metric must have been declared by now. */
export function buildAlerting(options: MonitoringOptions, { calendar, random, meter, clock }: SystemWorld): Alerting {
  watchBudgets(meter, calendar, options.slos);
  return new Alerting(
    { calendar, random, meter, startsAt: clock.start, duration: clock.duration, scale: clock.scale },
    options,
  );
}

/** What people may react to is found in these. */
interface Watched {
  readonly alerting: Alerting;
  readonly ticketing: Ticketing | undefined;
  readonly ingress: Ingress | undefined;
}

/** What an investigation reads at the edge. */
const evidenceCounters = {
  unanswered: edgeMetrics.unanswered,
  unansweredInside: edgeMetrics.unansweredInside,
  setOut: edgeMetrics.cameTo.member("internet"),
  cameToEdge: edgeMetrics.cameTo.member("edge"),
  endedAtEdge: edgeMetrics.droppedAt.member("edge"),
  endedAtBalancer: edgeMetrics.droppedAt.member("balancer"),
};

/**
 * What people may react to, an investigation among it. Throws a ScenarioError for one without an edge to investigate.
 */
export function buildTriggers(
  { investigation }: MonitoringOptions,
  world: SystemWorld,
  { alerting, ticketing, ingress }: Watched,
): Triggers {
  if (investigation === "off") return triggersOf(alerting, ticketing, undefined, "");
  if (ingress === undefined)
    throw new ScenarioError([
      { path: "monitoring.investigation", found: "an investigation without an edge", expected: "an edge section" },
    ]);
  const people = new Investigation(world, investigation, evidenceOf(world.meter, evidenceCounters));
  return triggersOf(alerting, ticketing, people, investigation.on);
}
