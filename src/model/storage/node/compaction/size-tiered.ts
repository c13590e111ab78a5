/**
 * Size-tiered compaction merges SSTables of about the same size. Leaves out read hotness and tombstone compactions.
 * The real thing: SizeTieredCompactionStrategy.java (getBuckets, newestBucket, getEstimatedCompactionsByTasks).
 */
import { z } from "zod";
import { choice } from "../../../../schema/choice.js";
import { each, perSystem } from "../../../../schema/per-system.js";
import { type Bytes, size } from "../../../../schema/quantity.js";
import { bySize, type SSTable } from "../sstable.js";
import type { CompactionStrategy } from "./compaction-strategy.js";

interface Bucket {
  readonly tables: SSTable[];
  mean: Bytes;
}

const options = z.strictObject({
  minThreshold: each(z.number().int().min(2)).default(4).describe("Fewest SSTables in a merge."),
  maxThreshold: each(z.number().int().min(2)).default(32).describe("Most SSTables in a merge."),
  bucketLow: each(z.number().positive().max(1)).default(0.5),
  bucketHigh: each(z.number().min(1)).default(1.5),
  minSSTableSize: perSystem(size)
    .prefault("0B")
    .describe("All smaller SSTables count as alike. Cassandra: 50 MB; 0 = off, as in the reference models."),
});

/** Defaults: CREATE TABLE's compaction options in Cassandra 2.1, but for `minSSTableSize`. */
export const sizeTiered = choice({
  name: "size-tiered",
  summary: "merges 4 to 32 SSTables of similar size, smallest first (STCS)",
  options,
  create: (settings): CompactionStrategy => new SizeTiered(settings),
});

export class SizeTiered implements CompactionStrategy {
  constructor(private readonly settings: z.output<typeof options>) {}

  /** The oldest tables of the bucket with the smallest mean size, among the buckets with enough tables. */
  next(free: readonly SSTable[]): readonly SSTable[] {
    const { minThreshold, maxThreshold } = this.settings;
    if (free.length < minThreshold) return [];
    let best: readonly SSTable[] = [];
    let smallest = Number.POSITIVE_INFINITY;
    for (const { tables } of this.buckets(free)) {
      if (tables.length < minThreshold) continue;
      const oldest = tables.sort((a, b) => a.from - b.from || a.id - b.id).slice(0, maxThreshold);
      const mean = oldest.reduce((sum, table) => sum + table.bytes, 0) / oldest.length;
      if (mean < smallest) {
        smallest = mean;
        best = oldest;
      }
    }
    return best;
  }

  pending(live: readonly SSTable[]): number {
    const { minThreshold, maxThreshold } = this.settings;
    let tasks = 0;
    for (const { tables } of this.buckets(live))
      if (tables.length >= minThreshold) tasks += Math.ceil(tables.length / maxThreshold);
    return tasks;
  }

  /** In order of size, each table joins the first bucket whose mean is close to it, or opens a new bucket. */
  private buckets(tables: readonly SSTable[]): Bucket[] {
    const buckets: Bucket[] = [];
    for (const table of inOrderOfSize(tables)) {
      const bucket = buckets.find(({ mean }) => this.alike(table.bytes, mean));
      if (bucket) {
        bucket.mean += (table.bytes - bucket.mean) / (bucket.tables.length + 1);
        bucket.tables.push(table);
      } else buckets.push({ tables: [table], mean: table.bytes });
    }
    return buckets;
  }

  private alike(bytes: Bytes, mean: Bytes): boolean {
    const { bucketLow, bucketHigh, minSSTableSize } = this.settings;
    if (bytes < minSSTableSize && mean < minSSTableSize) return true;
    return bytes > bucketLow * mean && bytes < bucketHigh * mean;
  }
}

/** A node lists its SSTables in order of size already. */
function inOrderOfSize(tables: readonly SSTable[]): readonly SSTable[] {
  for (let i = 1; i < tables.length; i++) if (bySize(tables[i - 1]!, tables[i]!) > 0) return tables.toSorted(bySize);
  return tables;
}
