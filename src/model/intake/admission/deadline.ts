/**
 * Refuses a client whose turn comes later than `longest` after its arrival: no slot is spent on clients that have
 * stopped waiting.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { duration, positive } from "../../../schema/quantity.js";
import { type Admission, open } from "./admission.js";

export const deadline = choice({
  name: "deadline",
  summary: "refuses a client that has waited longer than `longest` when its turn comes",
  options: z.strictObject({ longest: positive(duration).prefault("10s") }),
  create: ({ longest }): Admission => ({
    ...open,
    served: (_now, waited) => (waited <= longest ? "admit" : "refuse"),
  }),
});
