/** Serves the newest client first: under overload some clients are served at once, instead of all of them too late. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { type Admission, open } from "./admission.js";

export const lifo = choice({
  name: "lifo",
  summary: "serves the newest client first",
  options: z.strictObject({}),
  create: (): Admission => ({ ...open, next: () => "newest" }),
});
