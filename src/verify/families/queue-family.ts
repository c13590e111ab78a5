/** A family whose cases are one queue: its load is exact, everything else simulated. */
import type { Family } from "../family.js";
import { type QueueSystem, simulateQueue } from "../queue-run.js";

/** @param servers over which the load is spread. @param exact further values that need no simulation, by metric */
export function queueFamily(system: QueueSystem, servers: number, exact: Record<string, number> = {}): Family {
  const known: Record<string, number> = { rho: (system.arrivals.rate * system.service.mean) / servers, ...exact };
  return {
    exact: (metric) => known[metric],
    simulate: (plan) => simulateQueue(system, plan),
  };
}
