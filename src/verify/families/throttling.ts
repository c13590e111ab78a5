/**
 * Client-side adaptive throttling before a backend that takes up to its capacity: the fixed point of a large window:
 * THROT.
 */
import { z } from "zod";
import type { MakeFamily } from "../family.js";
import { positiveNumber } from "../laws.js";

const parameters = z.strictObject({ K: positiveNumber, demand_over_capacity: positiveNumber });

export const throttling: MakeFamily = (params) => {
  const { K, demand_over_capacity: demand } = parameters.parse(params);
  // Requests that get through are K times those accepted, as long as there are more of them.
  const load = demand > 1 ? Math.min(demand, K) : demand;
  const exact: Record<string, number> = {
    backend_load_over_capacity: load,
    local_reject_fraction: 1 - load / demand,
  };
  return { exact: (metric) => exact[metric] };
};
