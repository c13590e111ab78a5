/**
 * The compaction options of a node: the strategy, the number of compactions at a time and their limit on throughput.
 */
import { z } from "zod";
import { each, perSystem } from "../../../../schema/per-system.js";
import { positive, throughput } from "../../../../schema/quantity.js";
import { compactionStrategies } from "./index.js";

/** Cassandra ships 16 MB/s (compaction_throughput_mb_per_sec), which cannot keep up with the default load: 64 here. */
export const compaction = z
  .strictObject({
    strategy: compactionStrategies.schema("name").prefault("size-tiered"),
    compactors: each(z.number().int().positive()).default(2).describe("Compactions at a time."),
    throughput: perSystem(positive(throughput))
      .prefault("64MB/s")
      .describe("Limit of all compactions of a node together, in bytes written per second."),
  })
  .prefault({});

export type CompactionOptions = z.output<typeof compaction>;
