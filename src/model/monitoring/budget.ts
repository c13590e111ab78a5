/** The error budget of each objective: how much of what its period allows is used up by now. */

import type { Clock } from "../../engine/clock.js";
import type { Meter } from "../../metrics/meter.js";
import type { Recording } from "../../metrics/recording.js";
import type { Fraction, Seconds } from "../../schema/quantity.js";
import { monitoringMetrics } from "./metrics.js";
import type { SloOptions } from "./options.js";

/**
 * The share of a period's budget that is used after `elapsed`: the burn so far, times how much of the period it lasted.
 * A period is taken to have as many events per second as the time so far.
 */
export function budgetGone(bad: number, total: number, objective: Fraction, elapsed: Seconds, period: Seconds): number {
  return total > 0 ? (bad / total / (1 - objective)) * (elapsed / period) : 0;
}

/** No number for what is no counter: alerting has refused the objective before. */
function counted(recording: Recording, name: string): number {
  const metric = recording.named(name);
  return metric?.kind === "counter" ? recording.total(metric) : Number.NaN;
}

export function watchBudgets(meter: Meter, clock: Clock, slos: readonly SloOptions[]): void {
  for (const { name, objective, good, total, period } of slos) {
    meter.gauge(monitoringMetrics.budgetUsed.member(name), () => {
      const recording = meter.recording();
      const all = counted(recording, total);
      return budgetGone(all - counted(recording, good), all, objective, clock.now, period);
    });
  }
}
