/** Numbers as reports show them: three significant digits and a unit. For reading only; `z.encode` writes losslessly. */
import type { Bytes, BytesPerSecond, Fraction, PerSecond, Seconds } from "./quantity.js";

/** `1h 30min`, `2d 4h`, `45s`, `2.5s`, `250ms`; at most two neighbouring units. */
export function formatDuration(seconds: Seconds): string {
  if (!Number.isFinite(seconds)) return Number.isNaN(seconds) ? "–" : seconds > 0 ? "∞" : "−∞";
  if (seconds < 0) return `−${formatDuration(-seconds)}`;
  if (seconds === 0) return "0s";
  if (seconds < 0.000_999_5) return `${threeDigits(seconds * 1e6)}us`;
  if (seconds < 0.999_5) return `${threeDigits(seconds * 1e3)}ms`;
  if (seconds < 59.95) return `${threeDigits(seconds)}s`;
  return wholeUnits(seconds);
}

const TWO_UNITS = [
  { large: "d", small: "h", smallSeconds: 3_600, ratio: 24 },
  { large: "h", small: "min", smallSeconds: 60, ratio: 60 },
  { large: "min", small: "s", smallSeconds: 1, ratio: 60 },
];

function wholeUnits(seconds: Seconds): string {
  for (const { large, small, smallSeconds, ratio } of TWO_UNITS) {
    const smalls = Math.round(seconds / smallSeconds);
    if (smalls < ratio) continue;
    const rest = smalls % ratio;
    return `${Math.floor(smalls / ratio)}${large}${rest === 0 ? "" : ` ${rest}${small}`}`;
  }
  return `${Math.round(seconds)}s`;
}

const BINARY = ["TiB", "GiB", "MiB", "KiB"];

/** `64 MiB` for whole binary amounts, `75 kB` for all others. */
export function formatSize(bytes: Bytes): string {
  for (const [index, unit] of BINARY.entries()) {
    const amount = bytes / 1_024 ** (BINARY.length - index);
    if (amount >= 1 && Number.isInteger(amount)) return `${amount} ${unit}`;
  }
  return scaled(bytes, ["B", "kB", "MB", "GB", "TB", "PB"]);
}

/** `64 MB/s`. */
export function formatThroughput(bytesPerSecond: BytesPerSecond): string {
  return `${scaled(bytesPerSecond, ["B", "kB", "MB", "GB", "TB", "PB"])}/s`;
}

/** `200/s`, `3.6k/s`; below one a second `12/min`, below one a minute `5/h`. */
export function formatRate(perSecond: PerSecond): string {
  const size = Math.abs(perSecond);
  if (size === 0 || size >= 0.999_5) return `${scaled(perSecond, ["", "k", "M", "G"]).replace(" ", "")}/s`;
  return size * 60 >= 0.999_5 ? `${threeDigits(perSecond * 60)}/min` : `${threeDigits(perSecond * 3_600)}/h`;
}

/** `1.5 %`. */
export function formatFraction(fraction: Fraction): string {
  return `${threeDigits(fraction * 100)} %`;
}

/** `950`, `43.2 k`, `4.3 M`. */
export function formatCount(count: number): string {
  return scaled(count, ["", "k", "M", "G", "T"]).trimEnd();
}

/** The value in the largest of `units` (each a thousand times the one before) that leaves at least one. */
function scaled(value: number, units: readonly string[]): string {
  let rank = 0;
  let amount = value;
  // 999.5 would be shown as 1000.
  while (Math.abs(amount) >= 999.5 && rank < units.length - 1) {
    amount /= 1_000;
    rank++;
  }
  return `${threeDigits(amount)} ${units[rank] ?? ""}`;
}

/** Three significant digits without trailing zeros; numbers of more digits in full. */
function threeDigits(value: number): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Math.abs(value) >= 999.5) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
