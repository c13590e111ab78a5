/** The plain result of a run, made from the recording after the last event. */

import type { Recording } from "../../metrics/recording.js";
import { authMetrics } from "../../model/auth/metrics.js";
import { mailMetrics } from "../../model/mail/metrics.js";
import { storageMetrics } from "../../model/storage/metrics.js";
import type { MailSystem } from "../../model/system.js";
import { holds, type Law } from "../../model/vocabulary/conservation-law.js";
import type { RunResult } from "../../results/run-result.js";
import { pathText } from "../../scenario/path.js";
import { isParameter } from "../../scenario/provenance-summary.js";
import type { ResolvedScenario } from "../../scenario/schema.js";
import { instantText } from "../../schema/moment.js";
import { judgeExpectations } from "../expectations.js";
import { scalingProblems } from "../scaling/check.js";
import { ENGINE_VERSION } from "../version.js";
import { authSummary } from "./auth.js";
import { edgeSummary } from "./edge.js";
import { findEpisodes } from "./episodes.js";
import { momentsOf } from "./moments.js";
import { outageSummary } from "./outages.js";
import { byTime, type PartSummary } from "./part-summary.js";
import { responseSummary } from "./response.js";
import { latencyOf, seriesTable } from "./series-table.js";
import { storageSummary } from "./storage.js";
import { runTotals } from "./totals.js";
import { vantageOf } from "./vantage-totals.js";

/** In the order in which their figures are shown. */
const parts: readonly PartSummary[] = [outageSummary, responseSummary, storageSummary, authSummary, edgeSummary];

export interface FinishedRun {
  readonly loaded: ResolvedScenario;
  readonly sha256: string;
  readonly seed: number;
  readonly system: MailSystem;
  readonly laws: readonly Law[];
  /** Simulated seconds. */
  readonly reached: number;
}

export function summariseRun(run: FinishedRun): RunResult {
  const { loaded, system, reached } = run;
  const { clock } = loaded.scenario;
  const recording = system.meter.recording();
  const windows = system.timeline.entries.map(({ name, start, end }) => ({ name, start, end: end ?? reached }));
  const episodes = findEpisodes(recording);
  const happened = {
    timeline: timeline(system),
    expectations: judgeExpectations(loaded, recording, windows),
    chain: chainOf(recording, episodes),
  };
  return {
    format: "tempfail/run@1",
    scenario: identity(run),
    seed: run.seed,
    engine: ENGINE_VERSION,
    start: instantText(clock.start),
    durationSeconds: clock.duration,
    warmUpSeconds: clock.warmUp,
    scale: clock.scale,
    ...roughness(loaded, recording),
    ...(reached < clock.duration && { partial: { reachedSeconds: reached } }),
    totals: runTotals(recording, system.attemptsInFlight, system.calendar.events),
    latency: latencies(recording),
    ...vantageOf(recording, loaded.scenario.edge),
    series: seriesTable(recording),
    alerts: alerts(system),
    ...happened,
    moments: momentsOf(loaded, happened),
    episodes,
    laws: run.laws.map((law) => ({ name: law.name, left: law.left, right: law.right, holds: holds(law) })),
    figures: parts.flatMap((part) => part.figures(recording)),
    provenance: provenance(loaded),
  };
}

/** What a rough run's scale changes besides the size of the system. */
function roughness(loaded: ResolvedScenario, { metrics }: Recording): Pick<RunResult, "rough"> {
  const problems = scalingProblems(loaded, (metric) => metrics.get(metric));
  return problems.length === 0 ? {} : { rough: problems.map(({ path, found }) => `${path}: ${found}`) };
}

/** The chains of the parts, one after the other; where the edge has one, all links in one order of time. */
function chainOf(recording: Recording, episodes: RunResult["episodes"]): RunResult["chain"] {
  const inside = parts.filter((part) => part !== edgeSummary).flatMap((part) => part.chain(recording, episodes));
  const atEdge = edgeSummary.chain(recording, episodes);
  if (atEdge.length === 0) return inside;
  // The chain of the edge has every alert.
  return [...inside.filter(({ link }) => link !== "alert"), ...atEdge].sort(byTime);
}

function identity({ loaded, sha256 }: FinishedRun): RunResult["scenario"] {
  const { name, title, question } = loaded.scenario;
  return { name, sha256, ...(title !== undefined && { title }), ...(question !== undefined && { question }) };
}

function alerts({ firings }: MailSystem): RunResult["alerts"] {
  return firings.map(({ name, vantage, firedAt, notifiedAt, resolvedAt }) => ({
    name,
    firedAt,
    resolvedAt: resolvedAt ?? null,
    notifiedAt: notifiedAt ?? null,
    vantage,
  }));
}

function timeline({ timeline }: MailSystem): RunResult["timeline"] {
  return timeline.entries.map(({ name, kind, nature, start, end, detail }) => ({
    at: start,
    name,
    do: kind,
    nature,
    until: end ?? null,
    ...(detail !== "" && { detail }),
  }));
}

function latencies(recording: Recording): RunResult["latency"] {
  const latency: RunResult["latency"] = { accept: latencyOf(recording, mailMetrics.acceptLatency) };
  latency.attempt = latencyOf(recording, mailMetrics.attemptLatency);
  const { writeLatency } = storageMetrics;
  if (recording.has(writeLatency)) latency.storageWrite = latencyOf(recording, writeLatency);
  if (recording.has(authMetrics.latency)) latency.auth = latencyOf(recording, authMetrics.latency);
  return latency;
}

function provenance({ counts, leaves }: ResolvedScenario): RunResult["provenance"] {
  const parameters = leaves.flatMap(({ path, value, origin, label }) => {
    if (origin.kind === "default" || !isParameter(path)) return [];
    const [kind, reason] = Object.entries(label ?? { assumed: "not labelled in the file" })[0] ?? ["assumed", ""];
    // A resolved scenario labels its defaults as such, so that running it again gives the same result.
    if (kind === "default") return [];
    return [{ path: pathText(path), value: String(value), kind: kind as "stated" | "assumed" | "calibrated", reason }];
  });
  const { stated, assumed, unlabelled, calibrated, defaults } = counts;
  return { stated, assumed: assumed + unlabelled, calibrated, defaults, parameters };
}
