/** Each connection independently: the fault is intermittent, and no client has it all the time. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import type { Pattern } from "./pattern.js";

export const iid = choice({
  name: "iid",
  summary: "each connection by its own chance",
  options: z.strictObject({}),
  create: (): Pattern => ({ risk: (_source, rate) => rate }),
});
