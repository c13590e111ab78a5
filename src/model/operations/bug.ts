/** A defect of the storage software: compactions stall on some nodes at times. It ends with `for`, or by an upgrade. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import type { BugOrder } from "../vocabulary/orders.js";
import { common, type Description, type Operation } from "./operation.js";

/** @param defect how the storage part describes a bug */
export function bug(defect: Description<BugOrder>) {
  return choice({
    name: "bug",
    summary: "a storage bug: which mode, which nodes, when it strikes",
    options: z.strictObject({ ...common, ...defect.shape }),
    create: ({ name: _, at: _at, for: _for, every: _every, ...order }): Operation => ({
      length: "for",
      nature: "defect",
      check: ({ storage }) => storage().check([]),
      begin: ({ storage }) => storage().beginBug(order),
      end: ({ storage }) => storage().endBug(order),
    }),
  });
}
