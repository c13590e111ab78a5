/** The contract of a compaction strategy: which SSTables to merge next. As `AbstractCompactionStrategy` in Cassandra. */
import type { SSTable } from "../sstable.js";

/** Chooses which SSTables to merge; the node's compactor schedules the work and pays for the I/O. */
export interface CompactionStrategy {
  /** The SSTables to merge next, or none. Asked after every flush and every finished compaction, with those that are free. */
  next(free: readonly SSTable[]): readonly SSTable[];
  /** Compactions that remain to be done, as `nodetool compactionstats` estimates them. Asked with all live SSTables. */
  pending(live: readonly SSTable[]): number;
  /** The level of a merge's output, for strategies that have levels. */
  levelAfter?(inputs: readonly SSTable[], live: readonly SSTable[]): number;
}
