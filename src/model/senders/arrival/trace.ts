/** Arrivals at listed times, as recorded: nothing is drawn, and the population's rate plays no part. */

import type { ArrivalProcess } from "../../../engine/arrival/arrival-process.js";
import { trace as traceProcess } from "../../../engine/arrival/trace.js";
import { choice } from "../../../schema/choice.js";

export const trace = choice({
  name: "trace",
  summary: traceProcess.summary,
  options: traceProcess.options,
  create: (options): ArrivalProcess => traceProcess.create(options),
});
