/**
 * The arrival patterns: when new mail comes. One file each, one line here. A pattern takes the population's mean rate.
 */

import type { ArrivalProcess } from "../../../engine/arrival/arrival-process.js";
import { Catalogue } from "../../../schema/catalogue.js";
import { bursts } from "./bursts.js";
import type { ArrivalContext } from "./context.js";
import { diurnal } from "./diurnal.js";
import { poisson } from "./poisson.js";
import { renewal } from "./renewal.js";
import { trace } from "./trace.js";

export const arrivalPatterns = new Catalogue<ArrivalProcess, ArrivalContext>("arrival pattern", [
  poisson,
  renewal,
  bursts,
  diurnal,
  trace,
]);
