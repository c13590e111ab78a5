/** Full strength and nothing in turn: pulses outlast people's attention and alert thresholds. Figures are guesses. */

import { z } from "zod";
import { choice } from "../../../../schema/choice.js";
import { duration, positive } from "../../../../schema/quantity.js";
import type { AttackShape } from "./attack-shape.js";

export const pulses = choice({
  name: "pulses",
  summary: "at full strength for `on`, away for `off`, and again",
  options: z.strictObject({ on: positive(duration).prefault("5min"), off: positive(duration).prefault("10min") }),
  create: ({ on, off }): AttackShape => {
    const period = on + off;
    return {
      strength: (age) => (age % period < on ? 1 : 0),
      changesAfter: (age) => age - (age % period) + (age % period < on ? on : period),
    };
  },
});
