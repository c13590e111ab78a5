/** People in the summary of a run: mean times to detect and to repair an outage, and the error budgets. */

import { outagesOf } from "../../metrics/expression/index.js";
import type { Recording } from "../../metrics/recording.js";
import { monitoringEvents, monitoringMetrics } from "../../model/monitoring/metrics.js";
import { type Figure, type PartSummary, WELL } from "./part-summary.js";

export const responseSummary: PartSummary = {
  figures: (recording) => [...responseFigures(recording), ...budgetFigures(recording)],
  chain: () => [],
};

/** Events that tell people of an outage: an alert that was heard, or a pattern in the tickets. */
const NOTICES: readonly string[] = [monitoringEvents.notified.name, monitoringEvents.ticketsThreshold.name];

/** Longer buckets are too coarse for the times at which an outage begins and ends. */
const LONGEST_BUCKET = 600;

/** None without a notice. An outage without a notice counts only for the repair. */
function responseFigures(recording: Recording): Figure[] {
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
    { id: "repair", title: "mean time to repair an outage", value: mean(repaired), unit: "s" },
  ];
}

function budgetFigures(recording: Recording): Figure[] {
  return recording.members(monitoringMetrics.budgetUsed).map(({ word, metric }) => {
    const value = recording.series(metric).findLast((reading) => !Number.isNaN(reading)) ?? null;
    return { id: `budget.${word}`, title: metric.title, value, unit: metric.unit };
  });
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
