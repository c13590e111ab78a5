/**
 * Part of the system restarts. Intake: every session ends, clients lose their connections; durable writes under way are
 * finished and answered. Storage: one node after the other drains, is down and comes back; what waits there times out.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { common, type Operation } from "./operation.js";

/** @param steps how the storage part describes a restart */
export function restart(steps: z.ZodObject) {
  return choice({
    name: "restart",
    summary: "the intake drops its sessions, or the storage nodes restart one by one",
    options: z.strictObject({ ...common, part: z.enum(["intake", "storage"]).default("intake"), ...steps.shape }),
    create: ({ name: _, at: _at, for: _for, every: _every, part, ...plan }): Operation => ({
      length: "own",
      begin({ intake, storage }, ended) {
        if (part === "storage") return storage.restart(plan, ended);
        intake.restart();
        ended();
      },
      end: () => {},
    }),
  });
}
