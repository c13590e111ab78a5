/** Storage nodes get another software version, one after the other or all at once: drain, down, settle. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { nodesOf } from "./controls.js";
import { common, type Operation } from "./operation.js";

/** @param plan how the storage part describes an upgrade */
export function upgrade(plan: z.ZodObject) {
  return choice({
    name: "upgrade",
    summary: "storage nodes restart with a new version, rolling or in parallel",
    options: z.strictObject({ ...common, ...plan.shape }),
    create: ({ name: _, at: _at, for: _for, every: _every, ...steps }): Operation => ({
      length: "own",
      nature: "repair",
      check: ({ storage }) => storage.check(nodesOf(steps)),
      begin: ({ storage }, ended) => storage.upgrade(steps, ended),
      end: () => {},
    }),
  });
}
