/**
 * The contract of a compaction strategy: it chooses the SSTables to merge next. In Cassandra:
 * AbstractCompactionStrategy.
 */
import type { SSTable } from "../sstable.js";

/** Chooses which SSTables to merge; the node's compactor schedules the work and pays for the I/O. */
export interface CompactionStrategy {
  /**
   * The SSTables to merge next, or none. The compactor asks after every flush and every finished compaction, and passes
   * the SSTables that no running compaction uses.
   */
  next(free: readonly SSTable[]): readonly SSTable[];
  /** Compactions that remain to be done among all SSTables, as `nodetool compactionstats` estimates them. */
  pending(live: readonly SSTable[]): number;
  /** The level of a merge's output, for strategies that have levels. */
  levelAfter?(inputs: readonly SSTable[], live: readonly SSTable[]): number;
}
