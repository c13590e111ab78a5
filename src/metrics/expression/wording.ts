/** Says what was observed in words: a number with its unit, a time of the day, or why there is none. */

import {
  formatCount,
  formatDuration,
  formatFraction,
  formatRate,
  formatSize,
  formatThroughput,
} from "../../schema/format.js";
import { instantText } from "../../schema/moment.js";
import type { Seconds } from "../../schema/quantity.js";

/** `21.4s`, `1,204`, `12 %`, `10:53:07`. @param clockStart the UTC second at which the run starts */
export function worded(value: number, unit: string, clockStart: Seconds): string {
  switch (unit) {
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
      return Number.isFinite(value) ? timeText(value, clockStart) : "never";
    case "1":
      return Number.isInteger(value) && Math.abs(value) < 100_000 ? String(value) : formatCount(value);
    default:
      return `${formatCount(value)} ${unit}`;
  }
}

/** `10:53:07`; on later days than the first `05-25 10:53:07`. UTC, whole seconds. */
export function timeText(time: Seconds, clockStart: Seconds): string {
  const [first, text] = [instantText(Math.floor(clockStart)), instantText(Math.floor(clockStart + time))];
  const clock = text.slice(11, 19);
  return text.slice(0, 10) === first.slice(0, 10) ? clock : `${text.slice(5, 10)} ${clock}`;
}
