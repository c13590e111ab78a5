// The axes of a chart: round clock times below, round values beside.
import { formatTick } from "../../../../schema/format.js";
import { tickTime } from "./clock.js";
import { data } from "./data.js";
import { colour } from "./look.js";

const DAY = 86400;
const TIME_STEPS = [
  1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600,
];
const LATENCY_TICKS = [1e-5, 1e-4, 0.001, 0.01, 0.1, 1, 10, 60, 600, 3600, 21600, 86400, 604800];
const clockTicks = (axis) => {
  const label = (step) => (data.dated && step < DAY ? 100 : 50);
  const step = TIME_STEPS.find((s) => data.duration / s <= Math.max(2, Math.floor(axis.width / label(s)))) ?? 30 * DAY;
  axis.days = step >= DAY;
  const first = Math.ceil(data.startSeconds / step) * step - data.startSeconds;
  axis.ticks = [];
  for (let value = first; value <= data.duration; value += step) axis.ticks.push({ value });
};
const latencyTicks = (axis) => {
  axis.ticks = LATENCY_TICKS.filter((value) => value >= axis.min && value <= axis.max).map((value) => ({ value }));
};
const quarterTicks = (axis) => {
  axis.ticks = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]
    .filter((value) => value >= axis.min && value <= axis.max)
    .map((value) => ({ value }));
};
const tickColours = () => ({
  ticks: { color: colour("--soft") },
  grid: { color: colour("--rule") },
  border: { display: false },
});

export function axes(panel) {
  const logarithmic = panel.scale === "logarithmic";
  const values = panel.lines.flatMap((line) => line.values);
  // Small shares are drawn large; a little below zero is no reason for an axis that goes down to the next round value.
  const large =
    panel.unit === "fraction" && values.some((value) => value >= 0.25) && values.every((value) => value <= 1);
  const dips = large && values.some((value) => value < 0);
  const { ticks, grid, border } = tickColours();
  return {
    x: {
      type: "linear",
      min: 0,
      max: data.duration,
      afterBuildTicks: clockTicks,
      ticks: {
        ...ticks,
        callback(at) {
          return tickTime(at, this.days);
        },
        maxRotation: 0,
        autoSkip: false,
      },
      grid: { display: false },
      border: { color: colour("--rule") },
    },
    y: {
      type: panel.scale,
      beginAtZero: true,
      ...(dips ? { bounds: "data", afterBuildTicks: quarterTicks } : {}),
      grace: logarithmic ? 0 : "4%",
      ...(large ? { max: 1 } : {}),
      ...(logarithmic ? { afterBuildTicks: latencyTicks } : {}),
      ticks: {
        ...ticks,
        maxTicksLimit: 6,
        ...(panel.unit === "1" ? { precision: 0 } : {}),
        callback(value) {
          return formatTick(value, panel.unit, this.max);
        },
      },
      grid,
      border,
      afterFit: (axis) => {
        axis.width = 64;
      },
    },
  };
}
