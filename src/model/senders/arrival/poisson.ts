/** Independent senders: a Poisson process with the population's rate. */

import { z } from "zod";
import type { ArrivalProcess } from "../../../engine/arrival/arrival-process.js";
import { PoissonArrivals } from "../../../engine/arrival/poisson.js";
import { choice } from "../../../schema/choice.js";
import type { ArrivalContext } from "./context.js";

export const poisson = choice({
  name: "poisson",
  summary: "independent arrivals at the population's rate",
  options: z.strictObject({}),
  create: (_options, ...[rate]: ArrivalContext): ArrivalProcess => new PoissonArrivals(rate),
});
