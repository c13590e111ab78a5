/**
 * The options that can change while the cluster runs: those that `nodetool` and JMX can set, and those that change when
 * a machine is replaced.
 */
import { z } from "zod";
import { positive, rate, size, throughput } from "../../../schema/quantity.js";
import type { StorageOptions } from "../options.js";

export interface Tunable {
  /** Reads the value as a scenario writes it. */
  readonly schema: z.ZodType<number>;
  set(options: StorageOptions, value: number): void;
}

const count = z.number().int().positive();

/** By path, as in `storage.<path>` of a scenario. Values are in base units: bytes, per second. */
export const storageTunables: Readonly<Record<string, Tunable>> = {
  "compaction.throughput": {
    schema: positive(throughput),
    set: ({ compaction }, value) => {
      compaction.throughput = value;
    },
  },
  "compaction.compactors": {
    schema: count,
    set: ({ compaction }, value) => {
      compaction.compactors = value;
    },
  },
  "coordinator.threads": {
    schema: count,
    set: ({ coordinator }, value) => {
      coordinator.threads = value;
    },
  },
  "coordinator.queue": {
    schema: count,
    set: ({ coordinator }, value) => {
      coordinator.queue = value;
    },
  },
  "reads.scans": {
    schema: rate,
    set: ({ reads }, value) => {
      reads.scans = value;
    },
  },
  "disk.bandwidth": {
    schema: positive(throughput),
    set: ({ disk }, value) => {
      disk.bandwidth = value;
    },
  },
  "memtable.flushSize": {
    schema: positive(size),
    set: ({ memtable }, value) => {
      memtable.flushSize = value;
    },
  },
  "hints.replay": {
    schema: positive(throughput),
    set: ({ hints }, value) => {
      hints.replay = value;
    },
  },
};
