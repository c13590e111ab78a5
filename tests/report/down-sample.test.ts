/** Fewer points, but never without the worst of them. */
import { expect, test } from "vitest";
import { downSample } from "../../src/report/down-sample.js";
import { chartData } from "../../src/report/html/chart-data.js";
import { panelsOf } from "../../src/report/panels/index.js";
import { sampleRun } from "./sample.js";

const WELL = Array.from({ length: 1_200 }, () => 1);
const DIP = WELL.with(601, 0.2);

test("a group keeps its largest value, or its smallest one; an empty group stays empty", () => {
  const values = [1, 5, null, null, 2, 0.5];
  expect(downSample(values, 3)).toEqual([5, null, 2]);
  expect(downSample(values, 3, "low")).toEqual([1, null, 0.5]);
});

test.each(["vantage.client", "vantage.server", "storage.reads.granted"])("a dip of %s is drawn", (key) => {
  const series = { ...sampleRun.series, metrics: { [key]: { title: key, unit: "fraction", values: DIP } } };
  const run = { ...sampleRun, series } as typeof sampleRun;
  const lines = chartData(run, panelsOf(run)).panels.flatMap((panel) => panel.lines);
  expect(lines).toHaveLength(1);
  expect(Math.min(...(lines[0]?.values ?? []).map(Number))).toBe(0.2);
});
