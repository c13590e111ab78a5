/** A release goes out: it changes the service time of auth, or adds calls of one of its callers. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import type { DeployOrder } from "../vocabulary/orders.js";
import { common, type Description, type Operation } from "./operation.js";

/** @param change how the authentication part describes what a deploy changes */
export function deploy(change: Description<DeployOrder>) {
  return choice({
    name: "deploy",
    summary: "a release changes auth's service time, or adds calls to it; `rollback` takes it back",
    options: z.strictObject({ ...common, ...change.shape }),
    create: ({ name, at: _at, for: _for, every: _every, ...order }): Operation => ({
      length: "for",
      check({ auth }) {
        const controls = auth();
        if (order.adds) controls.checkCaller(order.adds.caller);
      },
      begin: ({ auth }) => auth().deploy(name, order),
      end: ({ auth }) => auth().rollback(name),
    }),
  });
}
