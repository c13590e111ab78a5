import { expect, test } from "vitest";
import {
  formatCount,
  formatDuration,
  formatFraction,
  formatRate,
  formatSize,
  formatThroughput,
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
  [formatRate, 3_600, "3.6k/s"],
  [formatRate, 0.2, "12/min"],
  [formatRate, 5 / 3_600, "5/h"],
  [formatRate, 0, "0/s"],
  [formatFraction, 0.015, "1.5 %"],
  [formatFraction, 1, "100 %"],
  [formatCount, 4_300_000, "4.3 M"],
  [formatCount, 999.6, "1 k"],
  [formatCount, 950, "950"],
])("%#: %o of %d is shown as %s", (format, value, text) => {
  expect(format(value)).toBe(text);
});
