/** Serves who came last: under overload some are served at once, instead of all too late. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { type Admission, open } from "./admission.js";

export const lifo = choice({
  name: "lifo",
  summary: "serves who came last first",
  options: z.strictObject({}),
  create: (): Admission => ({ ...open, next: () => "newest" }),
});
