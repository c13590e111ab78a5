/** A defect in the storage software, as a node's compactor feels it while it is active. */
import type { Stream } from "../../../../engine/random.js";

export interface CompactionBug {
  readonly name: string;
  /** What becomes of the compactions that run when the bug strikes. */
  readonly onset: "they go on" | "they are stopped";
  /** Whether a compaction may start. */
  readonly mayStart: boolean;
  /** What becomes of a compaction that has done its I/O. */
  finish(chance: Stream): "succeeds" | "fails" | "loses its thread";
}
