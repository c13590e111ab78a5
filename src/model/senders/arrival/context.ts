/** What an arrival pattern is given besides its own options. */

import type { PerSecond } from "../../../schema/quantity.js";

/** The population's mean rate of arrivals, and the UTC second at which the run starts. */
export type ArrivalContext = [rate: PerSecond, startsAt: number];
