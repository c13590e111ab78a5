/** A family whose cases are one queue: its load is exact, everything else simulated. */
import type { Family } from "../family.js";
import { type QueueSystem, simulateQueue } from "../queue-run.js";

export interface QueueFamily extends QueueSystem {
  /** The queue stays finite at any load: it is bounded, or customers leave it. */
  readonly isFinite?: boolean;
}

/** @param servers over which the load is spread. @param exact further values that need no simulation, by metric */
export function queueFamily(system: QueueFamily, servers: number, exact: Record<string, number> = {}): Family {
  const known: Record<string, number> = { rho: (system.arrivals.rate * system.service.mean) / servers, ...exact };
  if (!system.isFinite) assertSettles(Math.max(known.rho ?? 0, known.rho_eff ?? 0));
  return {
    exact: (metric) => known[metric],
    simulate: (plan) => simulateQueue({ servers, ...system }, plan),
  };
}

/** Throws a RangeError for a queue that would grow without bound: no run could end. */
export function assertSettles(load: number): void {
  if (load >= 1) throw new RangeError(`at a load of ${load} the queue would grow without bound`);
}
