/**
 * What the page's charts draw, as compact data: panels, phases and episodes, down-sampled to the pixels of a screen.
 */
import type { RunResult } from "../../results/run-result.js";
import { downSample } from "../down-sample.js";
import type { Panel } from "../panels/panel.js";
import { ReportClock } from "../text/report-clock.js";

const POINTS = 480;

/** The data that `assets/charts/` reads; keep the two in step. */
export function chartData(result: RunResult, panels: readonly Panel[]) {
  const { start, durationSeconds, series, timeline, episodes } = result;
  const buckets = Math.max(1, ...panels.flatMap(({ lines }) => lines.map(({ series: { values } }) => values.length)));
  return {
    startSeconds: Date.parse(start) / 1_000,
    duration: durationSeconds,
    /** Times need their dates. */
    dated: new ReportClock(start, durationSeconds).spansDays,
    step: (series.bucketSeconds * buckets) / Math.min(buckets, POINTS),
    phases: timeline.map(({ at, until, name, nature }) => ({
      from: at,
      to: until ?? null,
      name,
      nature: nature ?? "change",
    })),
    episodes: episodes.map(({ start: from, end: to }) => ({ from, to })),
    panels: panels.map(({ id, unit, scale, steps, perSecond, lines }) => ({
      id,
      unit,
      scale: scale ?? "linear",
      steps: steps ?? false,
      lines: lines.map(({ label, hue, worst, series: { values } }) => ({
        label,
        hue,
        values: downSample(values, POINTS, worst).map((value) => drawn(value, perSecond ? series.bucketSeconds : 1)),
      })),
    })),
  };
}

/** Four digits are more than a screen shows. */
function drawn(value: number | null, divisor: number): number | null {
  return value === null ? null : Number((value / divisor).toPrecision(4));
}
