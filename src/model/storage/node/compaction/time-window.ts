/**
 * Time-window compaction merges by size within the newest window. A window that is over becomes one SSTable and is not
 * compacted again. Leaves out time to live, and with it the dropping of expired SSTables. The real thing:
 * TimeWindowCompactionStrategy.java (from 3.0.8; DateTieredCompactionStrategy before).
 */
import { z } from "zod";
import { choice } from "../../../../schema/choice.js";
import { each } from "../../../../schema/per-system.js";
import { duration, positive, type Seconds } from "../../../../schema/quantity.js";
import type { SSTable } from "../sstable.js";
import type { CompactionStrategy } from "./compaction-strategy.js";
import { SizeTiered } from "./size-tiered.js";

const options = z.strictObject({
  /** compaction_window_size and _unit: 1 day. */
  window: positive(duration).prefault("1d"),
  minThreshold: each(z.number().int().min(2)).default(4),
  maxThreshold: each(z.number().int().min(2)).default(32),
});

export const timeWindow = choice({
  name: "time-window",
  summary: "merges by size within a window of time; a window that is over becomes one SSTable (TWCS)",
  options,
  create: (settings): CompactionStrategy => new TimeWindow(settings),
});

class TimeWindow implements CompactionStrategy {
  private readonly bySize: SizeTiered;

  constructor(private readonly settings: z.output<typeof options>) {
    const { minThreshold, maxThreshold } = settings;
    this.bySize = new SizeTiered({ minThreshold, maxThreshold, bucketLow: 0.5, bucketHigh: 1.5, minSSTableSize: 0 });
  }

  /** The newest window comes first, then the windows that are over, latest first. */
  next(free: readonly SSTable[]): readonly SSTable[] {
    const [newest = [], ...over] = this.windows(free);
    const merged = this.bySize.next(newest);
    if (merged.length > 0) return merged;
    return over.find((tables) => tables.length > 1)?.slice(0, this.settings.maxThreshold) ?? [];
  }

  pending(live: readonly SSTable[]): number {
    const [newest = [], ...over] = this.windows(live);
    return this.bySize.pending(newest) + over.filter((tables) => tables.length > 1).length;
  }

  /** The tables by the window of their latest data: newest window first, and oldest table first within a window. */
  private windows(tables: readonly SSTable[]): SSTable[][] {
    const byWindow = new Map<Seconds, SSTable[]>();
    for (const table of tables.toSorted((a, b) => a.from - b.from || a.id - b.id)) {
      const window = Math.floor(table.to / this.settings.window);
      byWindow.set(window, [...(byWindow.get(window) ?? []), table]);
    }
    return [...byWindow.entries()].sort(([a], [b]) => b - a).map(([, found]) => found);
  }
}
