/** The options that can be changed while the cluster runs: what `nodetool` and JMX can set, and what a new machine changes. */
import { z } from "zod";
import { positive, rate, size, throughput } from "../../../schema/quantity.js";
import type { StorageOptions } from "../options.js";

export interface Tunable {
  /** How its value is written. */
  readonly schema: z.ZodType<number>;
  set(options: StorageOptions, value: number): void;
}

const count = z.number().int().positive();

/** By path, as `storage.<path>` in a scenario. Values are in base units: bytes, per second. */
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
