/** What a scenario may say of the people and machines that watch the system. */

import { z } from "zod";
import { distributionOf } from "../../engine/distribution/index.js";
import { threshold } from "../../schema/per-system.js";
import { duration, fraction, positive } from "../../schema/quantity.js";
import { faultText } from "../../schema/scenario-error.js";
import { SUSPECTS } from "./metrics.js";

const alert = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, "a lower-case name: letters, digits and hyphens"),
  /** A condition in the metric grammar, without a window. */
  when: z.string().min(1),
  /** The condition is judged over this time up to now. */
  over: positive(duration).prefault("5min"),
  /** It must hold at every look during this time before the alert fires. */
  for: duration.prefault("0s"),
  /** From firing until a person knows. */
  notify: distributionOf(duration).prefault("0s"),
});

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, "a lower-case name: letters, digits and hyphens");

const metric = z.string().regex(/^[a-z][\w.-]*$/, "the name of a metric");

const NO_BUDGET = { found: "100%, which leaves no error budget", expected: "less than 100%, such as 99.99%" };

const objective = fraction.refine((value) => value < 1, { error: faultText(NO_BUDGET), params: { fault: NO_BUDGET } });

/** An objective, with the burn-rate alerts that guard it: `NAME-page-1h`, `NAME-page-6h`, `NAME-ticket-3d`. */
const slo = z.strictObject({
  name,
  objective,
  /** Counters of good events, and of all. */
  good: metric,
  total: metric,
  /** What the error budget is for. */
  period: positive(duration).prefault("30d"),
  notify: distributionOf(duration).prefault("0s"),
});

const probe = z.strictObject({
  name,
  every: positive(duration).prefault("1min"),
  /** Outside, it crosses the edge as customers do. */
  from: z.enum(["inside", "outside"]).default("outside"),
});

const tickets = z.strictObject({
  /** That an attempt which nobody answered makes its customer report. Guess. */
  probability: fraction.prefault("1%"),
  /** Until the ticket is there. Guess. */
  delay: distributionOf(duration).prefault({ shape: "uniform", from: "30min", to: "12h" }),
  /** This number of tickets within `over` shows that the fault is systemic. Guess. */
  threshold: threshold(z.number().int().positive()).default(20),
  over: positive(duration).prefault("24h"),
});

const suspect = z.strictObject({
  suspect: z.enum(SUSPECTS),
  takes: distributionOf(duration).prefault("1d"),
});

const investigation = z.strictObject({
  /** The alert that starts it, or `tickets`. */
  on: z.string().min(1).default("tickets"),
  /** In the order in which they are looked at, each with the time that it takes. Guess: the own things first. */
  suspects: z
    .array(suspect)
    .min(1)
    .max(20)
    .prefault([{ suspect: "intake" }, { suspect: "balancer" }, { suspect: "edge" }, { suspect: "upstream" }]),
  /** Who explains no larger share of the failures is cleared. */
  tolerance: fraction.prefault("5%"),
});

/** Occasions that people react to besides alerts. */
const TAKEN = ["tickets", "investigation"];

export const monitoringOptions = z
  .strictObject({
    /** How often rules are looked at. */
    interval: positive(duration).prefault("1min"),
    alerts: z.array(alert).max(200).default([]),
    slos: z.array(slo).max(50).default([]),
    probes: z.array(probe).max(50).default([]),
    tickets: z.union([z.literal("off"), tickets]).default("off"),
    /** People who look for the cause. */
    investigation: z.union([z.literal("off"), investigation]).default("off"),
  })
  .superRefine(({ alerts, tickets, investigation }, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const names = alerts.map(({ name }) => name);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) < index) refuse(["alerts", index, "name"], `a second alert "${name}"`);
      if (TAKEN.includes(name)) refuse(["alerts", index, "name"], `another name: people react to "${name}" already`);
    }
    if (investigation !== "off" && investigation.on === "tickets" && tickets === "off")
      refuse(["investigation", "on"], "an alert, as there are no tickets");
  });

export type MonitoringOptions = z.output<typeof monitoringOptions>;
export type SloOptions = MonitoringOptions["slos"][number];
export type ProbeOptions = MonitoringOptions["probes"][number];
export type TicketOptions = Exclude<MonitoringOptions["tickets"], "off">;
export type InvestigationOptions = Exclude<MonitoringOptions["investigation"], "off">;
export type AlertOptions = MonitoringOptions["alerts"][number];
