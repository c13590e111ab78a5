/**
 * Calm and busy periods in turn, each of exponential length (a Markov-modulated Poisson process); the mean rate is
 * kept.
 */

import { z } from "zod";
import type { ArrivalProcess } from "../../../engine/arrival/arrival-process.js";
import { ModulatedArrivals } from "../../../engine/arrival/mmpp.js";
import { choice } from "../../../schema/choice.js";
import { each } from "../../../schema/per-system.js";
import { duration, positive } from "../../../schema/quantity.js";
import type { ArrivalContext } from "./context.js";

const options = z.strictObject({
  /** The rate in a burst over the rate between bursts. */
  ratio: each(z.number().gt(1)).default(10),
  burst: positive(duration).prefault("1min"),
  calm: positive(duration).prefault("10min"),
});

export const bursts = choice({
  name: "bursts",
  summary: "calm and busy times by turns; `ratio` between their rates",
  options,
  create({ ratio, burst, calm }, ...[rate]: ArrivalContext): ArrivalProcess {
    const base = (rate * (burst + calm)) / (ratio * burst + calm);
    return new ModulatedArrivals([
      { rate: base, lasts: calm },
      { rate: base * ratio, lasts: burst },
    ]);
  },
});
