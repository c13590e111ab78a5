/** How long a system did not do its work, and since when it has again: the figures that variants are compared by. */

import { outagesOf } from "../../metrics/expression/index.js";
import type { Recording } from "../../metrics/recording.js";
import type { RunResult } from "../../results/run-result.js";

/** As the grammar's `recovered(all, 99%)`. */
const WELL = 0.99;

export function outageFigures(recording: Recording): RunResult["figures"] {
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
