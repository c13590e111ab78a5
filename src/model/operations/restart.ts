/**
 * Part of the system restarts. Intake, SMTP and API alike: every session ends and its client loses the connection; two
 * options say what becomes of those who wait for a slot and of messages past the final dot or in an API worker. A reply
 * on its way arrives. Auth: down for a while, without the calls that waited. Its cache: empty, and down for a while.
 * Storage: one node after the other drains, is down and comes back; what waits there times out.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { nodesOf } from "./controls.js";
import { common, type Operation } from "./operation.js";

/** @param steps how the storage part describes a restart */
export function restart(steps: z.ZodObject) {
  return choice({
    name: "restart",
    summary:
      "the intake drops its sessions, auth forgets its queue, its cache its entries, or the storage nodes restart one by one",
    options: z.strictObject({
      ...common,
      part: z.enum(["intake", "auth", "auth-cache", "storage"]).default("intake"),
      /** Clients in the backlog and requests in the queue: they lose their connections, or are served afterwards. */
      waiting: z.enum(["drop", "keep"]).default("drop"),
      /** What is past the final dot, or in an API worker: stored and answered first, or left without a reply. */
      inFlight: z.enum(["finish", "drop"]).default("finish"),
      /** Auth's callers learn of lost calls at once, or by their timeouts. */
      connections: z.enum(["reset", "hang"]).default("reset"),
      ...steps.shape,
    }),
    create: ({
      name: _,
      at: _at,
      for: _for,
      every: _every,
      part,
      waiting,
      inFlight,
      connections,
      ...plan
    }): Operation => ({
      length: "own",
      check({ storage, auth }) {
        if (part === "storage") storage.check(nodesOf(plan));
        if (part === "auth") auth.check(undefined);
        if (part === "auth-cache") auth.checkCache();
      },
      begin({ intake, storage, auth }, ended) {
        const { down } = plan as { readonly down: number };
        if (part === "auth") return auth.restart({ waiting, inFlight, connections }, down, ended);
        if (part === "auth-cache") return auth.flush(down, ended);
        if (part === "storage") return storage.restart(plan, ended);
        intake.restart({ waiting, inFlight });
        ended();
      },
      end: () => {},
    }),
  });
}
