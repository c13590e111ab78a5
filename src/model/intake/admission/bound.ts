/**
 * Refuses new clients while `limit` clients are at a front end, in service or waiting. A queue cannot collapse if it
 * never makes a client wait longer than its timeout: choose the limit below capacity times timeout.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import { type Admission, open } from "./admission.js";

export const bound = choice({
  name: "bound",
  summary: "refuses new work while `limit` clients are in service or waiting at a front end",
  options: z.strictObject({ limit: perSystem(z.number().int().positive()).default(500) }),
  create: ({ limit }): Admission => ({
    ...open,
    arrives: ({ busy, waiting }) => (busy + waiting < limit ? "admit" : "refuse"),
  }),
});
