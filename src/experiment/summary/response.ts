/** How long it took until somebody knew, and until all was well: means over the outages of a run. And the error budgets. */

import { outagesOf } from "../../metrics/expression/index.js";
import type { Recording } from "../../metrics/recording.js";
import { monitoringEvents, monitoringMetrics } from "../../model/monitoring/metrics.js";
import type { RunResult } from "../../results/run-result.js";

type Figure = RunResult["figures"][number];

/** As the grammar's `recovered(all, 99%)`. */
const WELL = 0.99;

/** What makes people know: an alert that reached somebody, or a pattern in the tickets. */
const NOTICES: readonly string[] = [monitoringEvents.notified.name, monitoringEvents.ticketsThreshold.name];

/** In longer buckets an outage begins and ends at no time that is worth a mean. */
const LONGEST_BUCKET = 600;

/** Only where there is somebody to notice; an outage that nobody noticed counts for the repair alone. */
export function responseFigures(recording: Recording): Figure[] {
  const notices = recording.marks.filter(({ kind }) => NOTICES.includes(kind)).map(({ at }) => at);
  const outages = outagesOf(recording, WELL) ?? [];
  if (notices.length === 0 || outages.length === 0 || recording.span.bucket > LONGEST_BUCKET) return [];
  const detected = outages.flatMap(({ start, end }) => {
    const notice = notices.find((at) => at >= start && at < end);
    return notice === undefined ? [] : [notice - start];
  });
  const repaired = outages.filter(({ end }) => Number.isFinite(end)).map(({ start, end }) => end - start);
  return [
    { id: "detect", title: "mean time to detect an outage", value: mean(detected), unit: "s" },
    { id: "repair", title: "mean time to repair one", value: mean(repaired), unit: "s" },
  ];
}

export function budgetFigures(recording: Recording): Figure[] {
  return recording.members(monitoringMetrics.budgetUsed).map(({ word, metric }) => {
    const value = recording.series(metric).findLast((reading) => !Number.isNaN(reading)) ?? null;
    return { id: `budget.${word}`, title: metric.title, value, unit: metric.unit };
  });
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
