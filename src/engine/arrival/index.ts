/** The arrival processes a scenario may name. To add one: one file, one line here. */
import { Catalogue } from "../../schema/catalogue.js";
import type { ArrivalProcess } from "./arrival-process.js";
import { batch } from "./batch.js";
import { mmpp } from "./mmpp.js";
import { poisson } from "./poisson.js";
import { renewal } from "./renewal.js";
import { trace } from "./trace.js";

const simple = new Catalogue<ArrivalProcess>("arrival pattern", [poisson, renewal, mmpp, trace]);

/** Written as `{ pattern: poisson, rate: 200/s }`. */
export const arrivalProcesses = new Catalogue<ArrivalProcess>("arrival pattern", [
  ...simple.choices,
  batch(simple.schema("pattern"), simple),
]);
