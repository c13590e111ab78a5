/**
 * Numbers as people read them: a unit, at most three digits that are not zero, thousands in groups. The only printer of
 * numbers: terminal, page, Markdown and the words of an expectation all use it. It is plain JavaScript because the page
 * of a report carries it as it stands (report/html/page.ts). For reading only; `z.encode` writes without loss.
 */

/** @typedef {{ time(at: number): string }} Clock Names a time of the run: seconds from its start. */

/**
 * A value in the unit that results name: `1` (things), `s`, `B`, `1/s`, `B/s`, `fraction` or `instant`; any other word
 * follows the number. `–` for a value that does not exist, `never` for such a time.
 * @param {number | null | undefined} value
 * @param {string} unit
 * @param {Clock} clock
 * @returns {string}
 */
export function formatValue(value, unit, clock) {
  if (value === null || value === undefined || Number.isNaN(value)) return unit === "instant" ? "never" : "–";
  switch (unit) {
    case "1":
      return formatCount(value);
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
      return Number.isFinite(value) ? clock.time(value) : "never";
    default:
      return `${formatCount(value)} ${unit}`;
  }
}

/**
 * A value beside an axis that reaches up to `top`: all of its counts and rates are in the same unit.
 * @param {number} value
 * @param {string} unit no instant
 * @param {number} top
 * @returns {string}
 */
export function formatTick(value, unit, top) {
  if (unit === "1") return formatCount(value, top);
  if (unit === "1/s") return formatRate(value, top);
  return formatValue(value, unit, { time: String });
}

/**
 * `1h 30min`, `2d 4h`, `45s`, `2.5s`, `250ms`; at most two neighbouring units.
 * @param {number} seconds
 * @returns {string}
 */
export function formatDuration(seconds) {
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

/**
 * @param {number} seconds
 * @returns {string}
 */
function wholeUnits(seconds) {
  for (const { large, small, smallSeconds, ratio } of TWO_UNITS) {
    const smalls = Math.round(seconds / smallSeconds);
    if (smalls < ratio) continue;
    const rest = smalls % ratio;
    return `${Math.floor(smalls / ratio)}${large}${rest === 0 ? "" : ` ${rest}${small}`}`;
  }
  return `${Math.round(seconds)}s`;
}

const BINARY = ["TiB", "GiB", "MiB", "KiB"];
const DECIMAL = ["B", "kB", "MB", "GB", "TB", "PB"];

/**
 * `64 MiB` for whole binary amounts, `75 kB` for all others.
 * @param {number} bytes
 * @returns {string}
 */
export function formatSize(bytes) {
  for (const [index, unit] of BINARY.entries()) {
    const amount = bytes / 1_024 ** (BINARY.length - index);
    if (amount >= 1 && Number.isInteger(amount)) return `${amount} ${unit}`;
  }
  return scaled(bytes, DECIMAL);
}

/**
 * `64 MB/s`.
 * @param {number} bytesPerSecond
 * @returns {string}
 */
export function formatThroughput(bytesPerSecond) {
  return `${scaled(bytesPerSecond, DECIMAL)}/s`;
}

/**
 * `2.5/s`, `3,600/s`; below one a second `12/min`, below one a minute `5/h`.
 * @param {number} perSecond
 * @param {number} [like] takes the unit that suits this rate
 * @returns {string}
 */
export function formatRate(perSecond, like = perSecond) {
  const size = Math.abs(like);
  if (size === 0 || size >= 0.999_5) return `${formatCount(perSecond, like)}/s`;
  return size * 60 >= 0.999_5 ? `${threeDigits(perSecond * 60)}/min` : `${threeDigits(perSecond * 3_600)}/h`;
}

/**
 * `1.5 %`, `218 %`. Just below 100 % what is missing keeps two digits: `99.95 %`.
 * @param {number} fraction
 * @param {number} [decimals] always this many, for columns
 * @returns {string}
 */
export function formatFraction(fraction, decimals) {
  const percent = fraction * 100;
  if (decimals !== undefined) return `${percent.toFixed(decimals)} %`;
  if (percent <= 99 || percent >= 100) return `${threeDigits(percent)} %`;
  const places = Math.min(4, 1 - Math.floor(Math.log10(100 - percent)));
  return `${Number(percent.toFixed(places))} %`;
}

/**
 * `0.213`, `950`, `12,043`, and from a million on `4.32 M`.
 * @param {number} count
 * @param {number} [like] takes the unit that suits this count
 * @returns {string}
 */
export function formatCount(count, like = count) {
  return Math.abs(like) < 999_999.5 ? threeDigits(count) : scaled(count / 1e6, ["M", "G", "T"]);
}

/**
 * All digits, in groups of three: `4,320,117`. Amounts that are not whole are rounded.
 * @param {number} count
 * @returns {string}
 */
export function formatExactCount(count) {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * The value in the largest of `units` (each a thousand times the one before) that leaves at least one.
 * @param {number} value
 * @param {readonly string[]} units
 * @returns {string}
 */
function scaled(value, units) {
  let rank = 0;
  let amount = value;
  // 999.5 would be shown as 1000.
  while (Math.abs(amount) >= 999.5 && rank < units.length - 1) {
    amount /= 1_000;
    rank++;
  }
  return `${threeDigits(amount)} ${units[rank] ?? ""}`;
}

/**
 * Three significant digits without trailing zeros; all digits of larger numbers.
 * @param {number} value
 * @returns {string}
 */
function threeDigits(value) {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return Math.abs(value) >= 999.5 ? formatExactCount(value) : String(Number(value.toPrecision(3)));
}
