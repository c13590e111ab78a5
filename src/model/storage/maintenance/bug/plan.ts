/** Stalls by plan, for control runs and counterfactuals such as "only node 3" or "two neighbours at once". */
import { z } from "zod";
import { choice } from "../../../../schema/choice.js";
import { each } from "../../../../schema/per-system.js";
import { duration, positive } from "../../../../schema/quantity.js";
import type { Strikes } from "./strikes.js";

export const plan = choice({
  name: "plan",
  summary: "a list of stalls: which node, when after the bug's start, for how long",
  options: z.strictObject({
    stalls: z
      .array(
        z.strictObject({
          node: each(z.number().int().positive()).describe("Nodes count from 1."),
          from: duration.prefault("0s"),
          for: positive(duration),
        }),
      )
      .min(1),
  }),
  create: ({ stalls }): Strikes => ({
    next(node, _earlier, after) {
      const coming = stalls.filter((stall) => stall.node === node && stall.from >= after);
      const first = coming.sort((a, b) => a.from - b.from)[0];
      return first && { from: first.from, lasts: first.for };
    },
  }),
});
