/** A defect in the storage software comes in: compactions stall on some nodes, at times. It goes with an upgrade. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { common, type Operation } from "./operation.js";

/** @param defect how the storage part describes a bug */
export function bug(defect: z.ZodObject) {
  return choice({
    name: "bug",
    summary: "a storage bug: which mode, which nodes, when it strikes",
    options: z.strictObject({ ...common, ...defect.shape }),
    create: ({ name: _, at: _at, for: _for, every: _every, ...options }): Operation => ({
      length: "for",
      nature: "defect",
      check: ({ storage }) => storage.check([]),
      begin: ({ storage }) => storage.beginBug(options),
      end: ({ storage }) => storage.endBug(),
    }),
  });
}
