/** DNS leads the clients of some pools to the other pools. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import type { FailoverOrder } from "../vocabulary/orders.js";
import { common, type Description, type Operation } from "./operation.js";

/** @param order how the edge describes a failover */
export function failover(order: Description<FailoverOrder>) {
  return choice({
    name: "failover",
    summary: "leads the clients of some pools to the others; with `for`, back again",
    options: z.strictObject({ ...common, ...order.shape }),
    create: ({ name: _name, at: _at, for: _for, every: _every, ...pools }): Operation => ({
      length: "for",
      check: ({ edge }) => edge().check(pools),
      begin: ({ edge }) => edge().beginFailover(pools),
      end: ({ edge }) => edge().endFailover(pools),
    }),
  });
}
