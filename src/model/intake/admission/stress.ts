/**
 * Postfix's stress mode: a session that falls silent while every slot is taken may stay silent for 10 s, not 300 s, so
 * that slots come free. Source: STRESS_README. Left out: the error limit of 1, as the clients here make no errors.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { duration, positive } from "../../../schema/quantity.js";
import { type Admission, open } from "./admission.js";

export const stress = choice({
  name: "stress",
  summary: "ends silent sessions after `idle` while every slot is taken (Postfix stress)",
  options: z.strictObject({ idle: positive(duration).prefault("10s") }),
  create: ({ idle }): Admission => ({
    ...open,
    idleTimeout: ({ busy, slots }) => (busy >= slots ? idle : Number.POSITIVE_INFINITY),
  }),
});
