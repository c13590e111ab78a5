/** What a run leaves behind: the plain result, made from the recording when the last event has happened. */

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
import { judge } from "../expectations.js";
import { ENGINE_VERSION } from "../version.js";
import { authChain, authFigures } from "./auth.js";
import { edgeChain, edgeFigures } from "./edge.js";
import { findEpisodes } from "./episodes.js";
import { momentsOf } from "./moments.js";
import { outageFigures } from "./outages.js";
import { budgetFigures, responseFigures } from "./response.js";
import { latencyOf, seriesTable } from "./series-table.js";
import { failureChain } from "./storage.js";
import { runTotals } from "./totals.js";
import { vantageOf } from "./vantage-totals.js";

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
    expectations: judge(loaded, recording, windows),
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
    figures: [
      ...outageFigures(recording),
      ...responseFigures(recording),
      ...budgetFigures(recording),
      ...authFigures(recording),
      ...edgeFigures(recording),
    ],
    provenance: provenance(loaded),
  };
}

/** Beside a way in the parts' stories are told as one, in order of time; what never happened comes last. */
function chainOf(recording: Recording, episodes: RunResult["episodes"]): RunResult["chain"] {
  const [parts, atEdge] = [[...failureChain(recording, episodes), ...authChain(recording)], edgeChain(recording)];
  if (atEdge.length === 0) return parts;
  // The edge tells every alert.
  const inside = parts.filter(({ link }) => link !== "alert");
  const last = Number.POSITIVE_INFINITY;
  return [...inside, ...atEdge].sort((a, b) => (a.at ?? last) - (b.at ?? last));
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
    // A resolved scenario says of its defaults that nobody wrote them; running it again gives the same result.
    if (kind === "default") return [];
    return [{ path: pathText(path), value: String(value), kind: kind as "stated" | "assumed" | "calibrated", reason }];
  });
  const { stated, assumed, unlabelled, calibrated, defaults } = counts;
  return { stated, assumed: assumed + unlabelled, calibrated, defaults, parameters };
}
