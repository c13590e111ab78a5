/** The same strength from beginning to end. */

import { z } from "zod";
import { choice } from "../../../../schema/choice.js";
import type { AttackShape } from "./attack-shape.js";

export const steady = choice({
  name: "steady",
  summary: "as strong at the end as at the beginning",
  options: z.strictObject({}),
  create: (): AttackShape => ({ strength: () => 1, changesAfter: () => Number.POSITIVE_INFINITY }),
});
