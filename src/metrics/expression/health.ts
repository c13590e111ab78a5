/**
 * How well a part of the system does its work: outages, recoveries and collapses. Success is goodput over offered load,
 * per bucket; of several parts, the worst. Buckets in which nothing is offered stay as the one before.
 */

import type { Fraction, Seconds } from "../../schema/quantity.js";
import type { Recording } from "../recording.js";
import { partsOf } from "./call-check.js";
import { isInside } from "./stretches.js";
import type { Stretch } from "./windows.js";

/** Success below this level makes an outage after this time, and above it ends one. The contract's "for 5 min". */
export const STAYS: Seconds = 300;

/** Goodput below this share of what is offered is a collapse. */
const COLLAPSE: Fraction = 0.1;

export interface Outage {
  readonly start: Seconds;
  /** The start of the first bucket from which success stays; infinity if there is none. */
  readonly end: Seconds;
}

/** The outages of the system as a whole: of its worst part. Undefined when no part was asked for anything. */
export function outagesOf(recording: Recording, share: Fraction): Outage[] | undefined {
  const success = successOf(recording, partsOf(recording.metrics));
  return success.every(Number.isNaN) ? undefined : outages(success, recording, share, STAYS);
}

/** Stretches that begin with success below `share` for `stays` and end where it is at or above it for as long. */
export function outages(success: Float64Array, { span }: Recording, share: Fraction, stays: Seconds): Outage[] {
  const found: { start: Seconds; end: Seconds }[] = [];
  const needed = Math.max(1, Math.ceil(stays / span.bucket - 1e-9));
  let isDown = false;
  let length = 0;
  for (const [i, isBelow] of below(success, share).entries()) {
    length = isBelow === isDown ? 0 : length + 1;
    if (length < needed) continue;
    const since = (i + 1 - length) * span.bucket;
    const last = found.at(-1);
    if (isDown && last) last.end = since;
    else found.push({ start: since, end: Number.POSITIVE_INFINITY });
    isDown = !isDown;
    length = 0;
  }
  return found;
}

/**
 * True when success stayed below a tenth for five minutes in the windows; undefined when nothing was offered there.
 */
export function collapses(
  success: Float64Array,
  { span }: Recording,
  windows: readonly Stretch[],
): boolean | undefined {
  const { bucket } = span;
  if (!success.some((value, i) => !Number.isNaN(value) && isInside(i * bucket, windows))) return undefined;
  let length = 0;
  for (const [i, isBelow] of below(success, COLLAPSE).entries()) {
    length = isBelow && isInside(i * bucket, windows) ? length + 1 : 0;
    if (length * bucket >= STAYS) return true;
  }
  return false;
}

function below(success: Float64Array, share: Fraction): boolean[] {
  let last = false;
  return Array.from(success, (value) => {
    if (!Number.isNaN(value)) last = value < share;
    return last;
  });
}

/** The worst part's goodput over what is offered, per bucket; NaN where nothing is offered. */
export function successOf(recording: Recording, parts: readonly string[]): Float64Array {
  const worst = new Float64Array(recording.buckets).fill(Number.NaN);
  const seriesNamed = (name: string) => {
    const counter = recording.named(name);
    return counter === undefined ? new Float64Array(recording.buckets) : recording.series(counter);
  };
  for (const part of parts) {
    const [good, offered] = [seriesNamed(`${part}.goodput`), seriesNamed(`${part}.offered`)];
    for (let i = 0; i < worst.length; i++) {
      if (!(offered[i]! > 0)) continue;
      const share = good[i]! / offered[i]!;
      if (!(worst[i]! <= share)) worst[i] = share;
    }
  }
  return worst;
}
