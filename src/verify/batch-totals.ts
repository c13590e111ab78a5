/** Totals of a run by name and batch, and ratios of them with their intervals: `blocked / fresh`, `orbit / time`. */
import { ratioInterval } from "../metrics/batches/ratio-interval.js";
import type { Interval } from "../metrics/confidence.js";
import { LEVEL } from "./family.js";

export class Totals<Name extends string> {
  private readonly batches = new Map<Name, number[]>();
  private readonly before = new Map<Name, number>();

  /** What has been counted since the start, at the end of a batch; -1 is the warm-up. */
  close(ended: number, now: Readonly<Record<Name, number>>): void {
    for (const [name, value] of Object.entries(now) as [Name, number][]) {
      const known = this.batches.get(name) ?? [];
      if (ended >= 0) known.push(value - (this.before.get(name) ?? 0));
      this.batches.set(name, known);
      this.before.set(name, value);
    }
  }

  ratio(over: Name, under: Name): Interval {
    return ratioInterval(this.batches.get(over) ?? [], this.batches.get(under) ?? [], LEVEL);
  }
}

/** The intervals of the metrics that are wanted and known. */
export function wantedOf(
  metrics: readonly string[],
  figure: (metric: string) => Interval | undefined,
): Map<string, Interval> {
  return new Map(
    metrics.flatMap((metric) => {
      const interval = figure(metric);
      return interval ? [[metric, interval] as const] : [];
    }),
  );
}
