/** Outages of the system as a whole in the summary of a run: the figures by which variants are compared. */

import { outagesOf } from "../../metrics/expression/index.js";
import type { Recording } from "../../metrics/recording.js";
import { type Figure, type PartSummary, WELL } from "./part-summary.js";

export const outageSummary: PartSummary = { figures: outageFigures, chain: () => [] };

function outageFigures(recording: Recording): Figure[] {
  const outages = outagesOf(recording, WELL);
  if (outages === undefined) return [];
  const { end } = recording.span;
  const seconds = outages.reduce((sum, one) => sum + Math.min(one.end, end) - one.start, 0);
  const last = outages.at(-1);
  return [
    { id: "outage", title: "time with less than 99 % success", value: seconds, unit: "s" },
    ...(last ? [{ id: "recovered", title: "99 % success again from", value: finite(last.end), unit: "instant" }] : []),
  ];
}

function finite(time: number): number | null {
  return Number.isFinite(time) ? time : null;
}
