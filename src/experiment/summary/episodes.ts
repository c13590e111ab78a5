/**
 * Episodes of storage-caused refusals, and how early each could have been seen: by the write latency's 99th percentile
 * per second, and by the coordinators' threads.
 */

import type { Recording } from "../../metrics/recording.js";
import { intakeMetrics } from "../../model/intake/metrics.js";
import { storageEvents, storageMetrics } from "../../model/storage/metrics.js";
import type { Episode } from "../../results/run-result.js";

/** Refusals this far apart belong to two episodes. */
const QUIET = 180;

/** A second's p99 of the write latency has risen when it is this many times the median of the run's seconds. */
const RISE = 4;

/** With longer buckets, p99 is taken per sixtieth of a bucket instead of per second: such runs are long. */
const LONG_BUCKET = 600;

/** How long before an episode its warnings are looked for. */
const HORIZON = 600;

const REFUSED = intakeMetrics.storageFailures;

export function findEpisodes(recording: Recording): Episode[] {
  if (!recording.has(storageMetrics.writeLatency)) return [];
  const { bucket } = recording.span;
  const width = bucket > LONG_BUCKET ? bucket / 60 : 1;
  const latency = recording.quantiles(storageMetrics.writeLatency, 0.99, width);
  const usual = median(latency);
  return stretches(recording).map((stretch, index, all) => {
    const earliest = Math.max(stretch.start - HORIZON, all[index - 1]?.end ?? 0);
    return {
      ...stretch,
      latencyLead: latencyLead({ latency, width, risen: usual * RISE }, stretch.start, earliest),
      threadLead: threadLead(recording, stretch.start, earliest),
    };
  });
}

/** Stretches of buckets with refusals; quiet time between two is longer than `QUIET`. Starts are exact. */
function stretches(recording: Recording): { start: number; end: number; refused: number }[] {
  const { bucket } = recording.span;
  const refused = recording.series(REFUSED);
  const found: { start: number; end: number; refused: number }[] = [];
  for (let i = 0; i < refused.length; i++) {
    const amount = refused[i] ?? 0;
    if (amount === 0) continue;
    const last = found.at(-1);
    const start = recording.first(REFUSED, i * bucket, (i + 1) * bucket);
    const end = (i + 1) * bucket;
    if (last !== undefined && start - last.end < QUIET) {
      last.end = end;
      last.refused += amount;
    } else found.push({ start, end, refused: amount });
  }
  return found;
}

interface Latency {
  readonly latency: Float64Array;
  /** Seconds of each value. */
  readonly width: number;
  /** From here on it has risen. */
  readonly risen: number;
}

/** Seconds from the start of the last unbroken rise of p99 to the first refusal; null when it had not risen. */
function latencyLead({ latency, width, risen }: Latency, start: number, earliest: number): number | null {
  let first: number | null = null;
  const last = Math.floor(start / width);
  for (let i = last; i * width >= earliest; i--) {
    const value = latency[i];
    if (value === undefined || !(value >= risen)) {
      if (i < last && !Number.isNaN(value)) break;
      continue;
    }
    first = i * width;
  }
  return first === null ? null : Math.max(0, start - first);
}

/** Seconds from the mark that all threads were taken, or half of them in a bucket's mean, to the first refusal. */
function threadLead(recording: Recording, start: number, earliest: number): number | null {
  const { bucket } = recording.span;
  const busy = recording.series(storageMetrics.threads);
  let first: number | null = null;
  for (let i = Math.floor(start / bucket); i * bucket >= earliest && (busy[i] ?? 0) > 0.5; i--) first = i * bucket;
  const marked = recording.marksOf(storageEvents.threadsFull).find(({ at }) => at >= earliest && at <= start);
  if (first === null) return marked ? start - marked.at : null;
  return Math.max(0, start - first);
}

function median(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  return known[Math.floor(known.length / 2)] ?? Number.NaN;
}
