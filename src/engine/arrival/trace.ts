/** Arrivals at listed times, as recorded; over again when a period is given. */
import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { fixed } from "../../schema/per-system.js";
import { duration, type PerSecond, positive, type Seconds } from "../../schema/quantity.js";
import type { ArrivalProcess } from "./arrival-process.js";

export class TraceArrivals implements ArrivalProcess {
  readonly rate: PerSecond;
  private position = 0;
  private start: Seconds = 0;

  /**
   * @param times ascending, equal ones allowed; 0 is the start of the run
   * @param every repeats the list with this period, not before its last time; Infinity plays it once
   */
  constructor(
    private readonly times: readonly Seconds[],
    private readonly every: Seconds = Number.POSITIVE_INFINITY,
  ) {
    const last = times.at(-1) ?? 0;
    if (!isAscending(times)) throw new RangeError("trace: the times do not ascend");
    if (!(every > 0 && every >= last)) throw new RangeError("trace: the period is shorter than the trace");
    const span = every < Number.POSITIVE_INFINITY ? every : last;
    this.rate = span > 0 ? times.length / span : 0;
  }

  /** The first listed time, of those not given yet, that is not before `now`. */
  next(now: Seconds): Seconds {
    if (this.times.length === 0) return Number.POSITIVE_INFINITY;
    for (;;) {
      if (this.position === this.times.length) {
        if (this.every === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
        this.start += this.every;
        this.position = 0;
      }
      const time = this.start + this.times[this.position++]!;
      if (time >= now) return time;
    }
  }

  size(): number {
    return 1;
  }
}

function isAscending(times: readonly Seconds[]): boolean {
  return times.every((time, i) => time >= (times[i - 1] ?? 0));
}

export const trace = choice({
  name: "trace",
  summary: "at listed `times`, once or `every` so often",
  options: z
    .strictObject({
      times: z.array(fixed(duration)).min(1).refine(isAscending, { error: "the times must ascend" }),
      every: positive(duration).optional(),
    })
    .refine(({ times, every }) => every === undefined || every >= (times.at(-1) ?? 0), {
      path: ["every"],
      error: "the period must not be shorter than the trace",
    }),
  create: ({ times, every }): ArrivalProcess => new TraceArrivals(times, every),
});
