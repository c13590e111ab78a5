/**
 * Part of the system restarts. Intake, SMTP and API alike: every session ends and its client loses the connection; two
 * options say what becomes of those who wait for a slot and of messages past the final dot or in an API worker. A reply
 * on its way arrives. Storage: one node after the other drains, is down and comes back; what waits there times out.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { nodesOf } from "./controls.js";
import { common, type Operation } from "./operation.js";

/** @param steps how the storage part describes a restart */
export function restart(steps: z.ZodObject) {
  return choice({
    name: "restart",
    summary: "the intake drops its sessions, or the storage nodes restart one by one",
    options: z.strictObject({
      ...common,
      part: z.enum(["intake", "storage"]).default("intake"),
      /** Clients in the backlog and requests in the queue: they lose their connections, or are served afterwards. */
      waiting: z.enum(["drop", "keep"]).default("drop"),
      /** What is past the final dot, or in an API worker: stored and answered first, or left without a reply. */
      inFlight: z.enum(["finish", "drop"]).default("finish"),
      ...steps.shape,
    }),
    create: ({ name: _, at: _at, for: _for, every: _every, part, waiting, inFlight, ...plan }): Operation => ({
      length: "own",
      check({ storage }) {
        if (part === "storage") storage.check(nodesOf(plan));
      },
      begin({ intake, storage }, ended) {
        if (part === "storage") return storage.restart(plan, ended);
        intake.restart({ waiting, inFlight });
        ended();
      },
      end: () => {},
    }),
  });
}
