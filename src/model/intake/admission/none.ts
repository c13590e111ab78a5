/** No policy: the front end's own slots and queue are the only limits. */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { type Admission, open } from "./admission.js";

export const none = choice({
  name: "none",
  summary: "only the slots and the queue limit what comes in",
  options: z.strictObject({}),
  create: (): Admission => open,
});
