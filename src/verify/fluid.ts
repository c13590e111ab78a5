/**
 * Backlog as a fluid: inflow and outflow are constant within each phase, the backlog grows by their difference and
 * never falls below 0. What a stall, a partial loss of capacity or a surge leaves behind, without any chance in it.
 * Source: G. F. Newell, Applications of Queueing Theory (2nd ed., 1982), chapter 2.
 */

/** A stretch of constant rates, per second. */
export interface Phase {
  readonly lasts: number;
  readonly inflow: number;
  readonly outflow: number;
}

export interface Backlog {
  /** Largest backlog. */
  readonly peak: number;
  /** From the start until the backlog is gone. */
  readonly duration: number;
  /** Of the backlog over that time: also the sum of all delays. */
  readonly integral: number;
  /** All that came in that time. */
  readonly inflow: number;
}

/** The backlog that builds up in `phases` and drains at the rates of `after`. */
export function backlogOf(phases: readonly Phase[], after: Omit<Phase, "lasts">): Backlog {
  if (after.inflow >= after.outflow) throw new RangeError("the backlog never drains");
  let [level, peak, duration, integral, inflow] = [0, 0, 0, 0, 0];
  for (const phase of [...phases, { ...after, lasts: Number.POSITIVE_INFINITY }]) {
    const slope = phase.inflow - phase.outflow;
    const untilEmpty = slope < 0 ? level / -slope : Number.POSITIVE_INFINITY;
    const lasts = Math.min(phase.lasts, level > 0 || slope > 0 ? untilEmpty : 0);
    const end = Math.max(0, level + slope * lasts);
    integral += ((level + end) / 2) * lasts;
    duration += lasts;
    inflow += phase.inflow * lasts;
    peak = Math.max(peak, end);
    level = lasts === untilEmpty ? 0 : end;
  }
  return { peak, duration, integral, inflow };
}
