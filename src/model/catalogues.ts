/**
 * Every catalogue of the model, by the word that `tempfail list` takes, and every metric and event that its parts
 * declare.
 */

import { distributionsOf } from "../engine/distribution/index.js";
import type { EventDeclaration, MetricDeclaration } from "../metrics/declaration.js";
import { type DeclaredIn, declaredIn, type FamilyIn } from "../metrics/family.js";
import { duration } from "../schema/quantity.js";
import { guards } from "./auth/guard/index.js";
import { authMetrics } from "./auth/metrics.js";
import { deliveryMetrics } from "./delivery/metrics.js";
import { attacks } from "./edge/attack/index.js";
import { attackShapes } from "./edge/attack/shape/index.js";
import { falsePositives } from "./edge/false-positives/index.js";
import { edgeEvents, edgeMetrics } from "./edge/metrics.js";
import { admissions } from "./intake/admission/index.js";
import { intakeMetrics } from "./intake/metrics.js";
import { mailMetrics } from "./mail/metrics.js";
import { monitoringEvents, monitoringMetrics, suspectCleared } from "./monitoring/metrics.js";
import { operations } from "./options.js";
import { retryProfiles } from "./retry/index.js";
import { arrivalPatterns } from "./senders/arrival/index.js";
import { compactionBugs, strikePatterns } from "./storage/maintenance/bug/index.js";
import { nodeEvents, storageEvents, storageMetrics, windowMetrics } from "./storage/metrics.js";
import { compactionStrategies } from "./storage/node/compaction/index.js";

/** What `list` shows of a choice. */
export interface Listed {
  readonly topic: string;
  readonly choices: readonly { readonly name: string; readonly summary: string }[];
}

export const catalogues = {
  retry: retryProfiles,
  arrivals: arrivalPatterns,
  admission: admissions,
  guards,
  attacks,
  "attack-shapes": attackShapes,
  "false-positives": falsePositives,
  compaction: compactionStrategies,
  bugs: compactionBugs,
  strikes: strikePatterns,
  distributions: distributionsOf(duration),
  operations,
} satisfies Record<string, Listed>;

/** What `tempfail list` calls them. */
export type CatalogueTopic = keyof typeof catalogues;

/** What the parts can tell, as each declares it beside what emits it. */
const partMetrics = {
  mail: mailMetrics,
  intake: intakeMetrics,
  edge: edgeMetrics,
  auth: authMetrics,
  storage: storageMetrics,
  window: windowMetrics,
  delivery: deliveryMetrics,
  monitoring: monitoringMetrics,
};

const partEvents = {
  edge: edgeEvents,
  storage: storageEvents,
  node: { nodeEvents },
  monitoring: monitoringEvents,
  suspects: { suspectCleared },
};

type Parts = typeof partMetrics;
type Metric = { [Part in keyof Parts]: DeclaredIn<Parts[Part]> }[keyof Parts];

/** A metric of the model by its name. */
export type MetricName = Metric["name"];

/** A series of a result: a metric, of a histogram one of its percentiles. */
export type SeriesName =
  | Exclude<Metric, { kind: "histogram" }>["name"]
  | `${"p50" | "p99"}(${Extract<Metric, { kind: "histogram" }>["name"]})`;

/** Several metrics that differ in a word of their names: `pools.*.good`. */
export type FamilyName = { [Part in keyof Parts]: FamilyIn<Parts[Part]> }[keyof Parts];

/** Every metric that can be told without a scenario; those of its pools, callers, nodes and the like come with it. */
export const declaredMetrics: readonly MetricDeclaration[] = Object.values(partMetrics)
  .flatMap(declaredIn)
  .filter((one) => one.kind !== "event");

/** Every event; `alerts.fired` may also be asked for by an alert's name. */
export const declaredEvents: readonly EventDeclaration[] = Object.values(partEvents)
  .flatMap(declaredIn)
  .filter((one) => one.kind === "event");
