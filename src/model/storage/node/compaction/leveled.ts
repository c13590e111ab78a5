/**
 * Levelled compaction. Level 0 takes flushes, and four of them are merged into level 1. Each level has a target ten
 * times that of the one before; a level that outgrows its target is merged into the next. While level 0 has more than
 * 32 SSTables, it is first compacted by size. Simplified: a level moves as a whole, while Cassandra moves a file of 160
 * MB and the files it overlaps. That is the same work over time (T/2 to T + 1 rewrites a level), in larger portions.
 * The real thing: LeveledManifest.java.
 */

import { z } from "zod";
import { pow } from "../../../../engine/math.js";
import { choice } from "../../../../schema/choice.js";
import { each, perSystem } from "../../../../schema/per-system.js";
import { type Bytes, positive, size } from "../../../../schema/quantity.js";
import type { SSTable } from "../sstable.js";
import type { CompactionStrategy } from "./compaction-strategy.js";
import { SizeTiered } from "./size-tiered.js";

const options = z.strictObject({
  /** sstable_size_in_mb. */
  tableSize: perSystem(positive(size)).prefault("160MB"),
  /** A level holds this many times the bytes of the one before; level 1 holds this many files. */
  fanOut: each(z.number().int().min(2)).default(10),
  /** Flushes that are merged into level 1. */
  minThreshold: each(z.number().int().min(2)).default(4),
  /** The most flushes in one merge. When level 0 has more of them, it is compacted by size. */
  maxThreshold: each(z.number().int().min(2)).default(32),
});

export const leveled = choice({
  name: "leveled",
  summary: "merges flushes into levels, each ten times larger than the one before (LCS)",
  options,
  create: (settings): CompactionStrategy => new Leveled(settings),
});

class Leveled implements CompactionStrategy {
  private readonly bySize: SizeTiered;

  constructor(private readonly settings: z.output<typeof options>) {
    const { minThreshold, maxThreshold } = settings;
    this.bySize = new SizeTiered({ minThreshold, maxThreshold, bucketLow: 0.5, bucketHigh: 1.5, minSSTableSize: 0 });
  }

  /**
   * The highest level over its target, or level 0 by size if it is far behind. Level 0 when no level is over its
   * target.
   */
  next(free: readonly SSTable[]): readonly SSTable[] {
    const { minThreshold, maxThreshold } = this.settings;
    const flushes = levelOf(free, 0);
    for (let level = highest(free); level >= 1; level--) {
      const tables = levelOf(free, level);
      if (bytesOf(tables) <= this.target(level)) continue;
      const behind = flushes.length > maxThreshold ? this.bySize.next(flushes) : [];
      return behind.length > 0 ? behind : [...tables, ...levelOf(free, level + 1)];
    }
    if (flushes.length < minThreshold) return [];
    const oldest = flushes.toSorted((a, b) => a.from - b.from || a.id - b.id).slice(0, maxThreshold);
    return [...oldest, ...levelOf(free, 1)];
  }

  /** The bytes above the targets, in files, plus the merges of level 0. */
  pending(live: readonly SSTable[]): number {
    const { minThreshold, maxThreshold, tableSize } = this.settings;
    const flushes = levelOf(live, 0).length;
    let tasks = flushes >= minThreshold ? Math.ceil(flushes / maxThreshold) : 0;
    for (let level = highest(live); level >= 1; level--) {
      const excess = bytesOf(levelOf(live, level)) - this.target(level);
      if (excess > 0) tasks += Math.ceil(excess / tableSize);
    }
    return tasks;
  }

  levelAfter(inputs: readonly SSTable[], live: readonly SSTable[]): number {
    const [low, high] = [Math.min(...inputs.map(level)), highest(inputs)];
    if (high > low) return high;
    return high === 0 && this.isBehind(live) ? 0 : high + 1;
  }

  /** Level 0 must be compacted by size: it is long, and a level above it is over its target. */
  private isBehind(live: readonly SSTable[]): boolean {
    if (levelOf(live, 0).length <= this.settings.maxThreshold) return false;
    for (let level = highest(live); level >= 1; level--)
      if (bytesOf(levelOf(live, level)) > this.target(level)) return true;
    return false;
  }

  private target(level: number): Bytes {
    const { tableSize, fanOut } = this.settings;
    return tableSize * pow(fanOut, level);
  }
}

function level({ level: own = 0 }: SSTable): number {
  return own;
}

function levelOf(tables: readonly SSTable[], wanted: number): SSTable[] {
  return tables.filter((table) => level(table) === wanted);
}

function highest(tables: readonly SSTable[]): number {
  return tables.reduce((most, table) => Math.max(most, level(table)), 0);
}

function bytesOf(tables: readonly SSTable[]): Bytes {
  return tables.reduce((sum, { bytes }) => sum + bytes, 0);
}
