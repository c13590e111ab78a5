import { expect, test } from "vitest";
import {
  formatCount,
  formatDuration,
  formatExactCount,
  formatFraction,
  formatRate,
  formatSize,
  formatThroughput,
  formatTick,
  formatValue,
} from "../../src/schema/format.js";

test.each([
  [formatDuration, 5_400, "1h 30min"],
  [formatDuration, 3_600, "1h"],
  [formatDuration, 187_200, "2d 4h"],
  [formatDuration, 86_399, "1d"],
  [formatDuration, 65.3, "1min 5s"],
  [formatDuration, 59.97, "1min"],
  [formatDuration, 2.5, "2.5s"],
  [formatDuration, 0.9996, "1s"],
  [formatDuration, 0.0123, "12.3ms"],
  [formatDuration, 0.000_04, "40us"],
  [formatDuration, 0, "0s"],
  [formatDuration, -30, "−30s"],
  [formatDuration, Number.POSITIVE_INFINITY, "∞"],
  [formatDuration, Number.NaN, "–"],
  [formatSize, 2 ** 26, "64 MiB"],
  [formatSize, 75_000, "75 kB"],
  [formatSize, 1_500, "1.5 kB"],
  [formatSize, 0, "0 B"],
  [formatThroughput, 64e6, "64 MB/s"],
  [formatRate, 200, "200/s"],
  [formatRate, 3_600, "3,600/s"],
  [formatRate, 1_250_000, "1.25 M/s"],
  [formatRate, 0.2, "12/min"],
  [formatRate, 5 / 3_600, "5/h"],
  [formatRate, 0, "0/s"],
  [formatFraction, 0.015, "1.5 %"],
  [formatFraction, 1, "100 %"],
  [formatFraction, 0.9, "90 %"],
  [formatFraction, 0.999_5, "99.95 %"],
  [formatFraction, 0.999_987, "99.9987 %"],
  [formatFraction, 12.5, "1,250 %"],
  [formatCount, 4_300_000, "4.3 M"],
  [formatCount, 999.6, "1,000"],
  [formatCount, 3_548.3, "3,548"],
  [formatCount, 999_999, "999,999"],
  [formatCount, 1_000_000, "1 M"],
  [formatExactCount, 4_320_117, "4,320,117"],
  [formatCount, 950, "950"],
])("%#: %o of %d is shown as %s", (format, value, text) => {
  expect(format(value)).toBe(text);
});

const clock = { time: (at: number) => `${at} s after the start` };

test.each([
  [1_204, "1", "1,204"],
  [90, "s", "1min 30s"],
  [75_000, "B", "75 kB"],
  [0.2, "1/s", "12/min"],
  [64e6, "B/s", "64 MB/s"],
  [0.051, "fraction", "5.1 %"],
  [420, "instant", "420 s after the start"],
  [Number.POSITIVE_INFINITY, "instant", "never"],
  [null, "instant", "never"],
  [null, "s", "–"],
  [7, "B·s", "7 B·s"],
])("%o in %s is shown as %s", (value, unit, text) => {
  expect(formatValue(value, unit, clock)).toBe(text);
});

test("the ticks of an axis share one unit", () => {
  const ticks = (unit: string, values: number[]) => values.map((value) => formatTick(value, unit, values.at(-1) ?? 0));
  expect(ticks("1", [0, 500_000, 1_500_000])).toEqual(["0 M", "0.5 M", "1.5 M"]);
  expect(ticks("1/s", [0, 0.5, 1])).toEqual(["0/s", "0.5/s", "1/s"]);
  expect(ticks("1/s", [0, 0.005, 0.02])).toEqual(["0/min", "0.3/min", "1.2/min"]);
  expect(ticks("s", [0.1, 60])).toEqual(["100ms", "1min"]);
});
