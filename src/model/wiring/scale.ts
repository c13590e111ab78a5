/**
 * Running a large system small: rates and capacities divided by the scale, times and sizes as they are. Utilisations and
 * waiting times of large systems stay close; counts must be multiplied back. Every report states the scale.
 */

import type { AuthOptions } from "../auth/options.js";
import type { IntakeOptions } from "../intake/options.js";
import type { StorageOptions } from "../storage/options.js";

type Strategy = StorageOptions["compaction"]["strategy"];

export function scaledIntake(options: IntakeOptions, scale: number): IntakeOptions {
  if (scale === 1) return options;
  const { sessions, backlog, api, admission } = options;
  return {
    ...options,
    admission: scaledAdmission(admission, scale),
    sessions: whole(sessions, scale),
    backlog: Math.round(backlog / scale),
    api: { ...api, workers: whole(api.workers, scale), queue: Math.round(api.queue / scale) },
  };
}

/** Options of admission policies that count clients, or clients per second. */
const ADMISSION_COUNTS = ["limit", "burst", "initial", "least", "most", "clients"];

function scaledAdmission(admission: IntakeOptions["admission"], scale: number): IntakeOptions["admission"] {
  const scaled: Record<string, unknown> = { ...admission };
  for (const key of ADMISSION_COUNTS) {
    const count = scaled[key];
    if (typeof count === "number") scaled[key] = whole(count, scale);
  }
  if (typeof scaled.rate === "number") scaled.rate /= scale;
  return scaled as IntakeOptions["admission"];
}

export function scaledAuth(options: AuthOptions, scale: number): AuthOptions {
  if (scale === 1) return options;
  const { workers, queue, callers, tenants } = options;
  return {
    ...options,
    workers: whole(workers, scale),
    tenants: whole(tenants, scale),
    queue: queue === "unbounded" ? queue : Math.round(queue / scale),
    callers: callers.map((one) => (one.rate === undefined ? one : { ...one, rate: one.rate / scale })),
  };
}

export function scaledStorage(options: StorageOptions, scale: number): StorageOptions {
  if (scale === 1) return options;
  const { disk, memtable, compaction, coordinator, reads, hints, detail } = options;
  return {
    ...options,
    disk: {
      ...disk,
      bandwidth: disk.bandwidth / scale,
      reads: disk.reads === "shared" ? disk.reads : disk.reads / scale,
    },
    memtable: { ...memtable, flushSize: memtable.flushSize / scale, pool: memtable.pool / scale },
    compaction: {
      ...compaction,
      throughput: compaction.throughput / scale,
      strategy: scaledStrategy(compaction.strategy, scale),
    },
    coordinator: {
      ...coordinator,
      threads: whole(coordinator.threads, scale),
      queue: whole(coordinator.queue, scale),
    },
    reads: { ...reads, scans: reads.scans / scale, concurrency: whole(reads.concurrency, scale) },
    detail:
      typeof detail !== "object" ? detail : { ...detail, concurrentWrites: whole(detail.concurrentWrites, scale) },
    hints: { ...hints, replay: hints.replay / scale },
  };
}

/** SSTables are as much smaller as the flushes that they are made of. */
function scaledStrategy(strategy: Strategy, scale: number): Strategy {
  const scaled: Record<string, unknown> = { ...strategy };
  for (const key of ["minSSTableSize", "tableSize"]) {
    const bytes = scaled[key];
    if (typeof bytes === "number") scaled[key] = bytes / scale;
  }
  return scaled as Strategy;
}

function whole(count: number, scale: number): number {
  return Math.max(1, Math.round(count / scale));
}
