/** Storage nodes get another software version, one by one or all at once; each drains, goes down and settles. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import type { UpgradeOrder } from "../vocabulary/orders.js";
import { common, type Description, type Operation } from "./operation.js";

/** @param plan how the storage part describes an upgrade */
export function upgrade(plan: Description<UpgradeOrder>) {
  return choice({
    name: "upgrade",
    summary: "storage nodes restart with a new version, rolling or in parallel",
    options: z.strictObject({ ...common, ...plan.shape }),
    create: ({ name: _, at: _at, for: _for, every: _every, ...order }): Operation => ({
      length: "own",
      nature: "repair",
      check: ({ storage }) => storage().check(order.nodes ?? []),
      begin: ({ storage }, ended) => storage().upgrade(order, ended),
      end: () => {},
    }),
  });
}
