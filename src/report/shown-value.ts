/** A finished number with its unit, as every report prints it. */
import {
  formatCount,
  formatDuration,
  formatFraction,
  formatRate,
  formatSize,
  formatThroughput,
} from "../schema/format.js";
import type { ReportClock } from "./text/report-clock.js";

/** `1.9s`, `43.2 k`, `5.1 %`, `10:53:07Z`; `–` for a value that does not exist. */
export function shownValue(value: number | null, unit: string, clock: ReportClock): string {
  if (value === null) return unit === "instant" ? "never" : "–";
  switch (unit) {
    case "1":
      return shownCount(value);
    case "s":
      return formatDuration(value);
    case "B":
      return formatSize(value);
    case "1/s":
      return formatRate(value);
    case "B/s":
      return formatThroughput(value);
    case "fraction":
      return formatFraction(value);
    case "instant":
      return clock.time(value);
    default:
      return `${shownCount(value)} ${unit}`;
  }
}

/** `1,204` below a hundred thousand, where every digit can matter to a reader; `4.32 M` above. */
export function shownCount(count: number): string {
  if (!Number.isInteger(count) || Math.abs(count) >= 100_000) return formatCount(count);
  return exactCount(count);
}

/** All digits, in groups of three: `4,320,117`; what is no whole number (bytes after a fluid flow) to the nearest one. */
export function exactCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}
