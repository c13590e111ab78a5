/** Refuses by chance, ever more as the queue fills: from nobody at `from` to everybody at `to`, both shares of the slots. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { each } from "../../../schema/per-system.js";
import { type Admission, type AdmissionContext, open } from "./admission.js";

const options = z
  .strictObject({
    /** Clients present, per slot. */
    from: each(z.number().nonnegative()).default(1),
    to: each(z.number().positive()).default(2),
  })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "more than `from`" });

export const shed = choice({
  name: "shed",
  summary: "refuses by chance, more the more clients there are per slot",
  options,
  create: ({ from, to }, ...[random]: AdmissionContext): Admission => ({
    ...open,
    arrives({ busy, waiting, slots }) {
      const present = (busy + waiting) / slots;
      return random.uniform() < (present - from) / (to - from) ? "refuse" : "admit";
    },
  }),
});
