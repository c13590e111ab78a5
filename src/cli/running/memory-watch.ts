/** Stops a run before it uses up the machine's memory: a clear notice instead of a crash. */
import { totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";
import { UsageError } from "../options/usage-error.js";

/** Of the memory of the machine: the rest is for the report at the end. */
const SHARE_AT_MOST = 0.85;

export class MemoryWatch {
  /**
   * @param limit bytes of the whole process; by default most of what the machine or the container has
   * @param heapLimit bytes of JavaScript objects; V8 ends the process without a word when it has no more
   */
  constructor(
    private readonly limit = SHARE_AT_MOST * available(),
    private readonly heapLimit = SHARE_AT_MOST * getHeapStatistics().heap_size_limit,
  ) {}

  /** Throws a UsageError when too much is in use. `fraction` is the part of the run that is done. */
  check(fraction: number): void {
    const { heapUsed, rss } = process.memoryUsage();
    if (heapUsed <= this.heapLimit && rss <= this.limit) return;
    const [used, most] = heapUsed > this.heapLimit ? [heapUsed, this.heapLimit] : [rss, this.limit];
    throw new UsageError(
      `the run outgrows the memory: ${inMegabytes(used)} in use after ${Math.round(fraction * 100)} % of it, at most ` +
        `${inMegabytes(most)} allowed; shorten clock.duration, lower the rates (clock.scale divides them all), ` +
        "lengthen clock.bucket, or raise the limit (--memory, NODE_OPTIONS=--max-old-space-size)",
    );
  }
}

function available(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}

function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
