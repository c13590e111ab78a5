/** Stops a run before it takes the machine's memory away: a clear notice instead of a crash halfway through. */
import { totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";
import { formatSize } from "../schema/format.js";
import { UsageError } from "./usage-error.js";

/** Of what there is: the rest is for the report at the end. */
const SHARE_AT_MOST = 0.85;

export class MemoryWatch {
  private readonly heapLimit = SHARE_AT_MOST * getHeapStatistics().heap_size_limit;
  private readonly totalLimit: number;

  /** @param available bytes; what the machine or the container has */
  constructor(available = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)) {
    this.totalLimit = SHARE_AT_MOST * available;
  }

  /** Throws a UsageError when too much is in use. `fraction` tells how far the run has come. */
  check(fraction: number): void {
    const { heapUsed, rss } = process.memoryUsage();
    if (heapUsed <= this.heapLimit && rss <= this.totalLimit) return;
    throw new UsageError(
      `the run outgrows the memory: ${formatSize(rss)} in use after ${Math.round(fraction * 100)} % of it; ` +
        "shorten clock.duration, lower the rates (clock.scale divides them all), or lengthen clock.bucket",
    );
  }
}
