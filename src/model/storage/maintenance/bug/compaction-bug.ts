/** The contract of a compaction bug: the effect of a software defect on a node's compactor while it is active. */
import type { Stream } from "../../../../engine/random.js";

export interface CompactionBug {
  readonly name: string;
  /** The fate of the compactions that run when the bug strikes. */
  readonly onset: "they go on" | "they are stopped";
  /** A compaction may start. */
  readonly mayStart: boolean;
  /** The fate of a compaction that has done its I/O. */
  finish(chance: Stream): "succeeds" | "fails" | "loses its thread";
}
