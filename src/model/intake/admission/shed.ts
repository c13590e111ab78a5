/** Refuses at random, more often as the queue fills: no client at `from`, every client at `to`, both per slot. */

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
  summary: "refuses at random, more often the more clients there are per slot",
  options,
  create: ({ from, to }, ...[random]: AdmissionContext): Admission => ({
    ...open,
    arrives({ busy, waiting, slots }) {
      const present = (busy + waiting) / slots;
      return random.uniform() < (present - from) / (to - from) ? "refuse" : "admit";
    },
  }),
});
