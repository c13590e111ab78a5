/** A storage node is down without a drain, as after a crash. Writes meant for it become hints on the other nodes. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { each } from "../../schema/per-system.js";
import { common, type Operation } from "./operation.js";

export const nodeDown = choice({
  name: "node-down",
  summary: "a storage node is away for a while",
  options: z.strictObject({ ...common, node: each(z.number().int().positive()) }),
  create: ({ node }): Operation => ({
    length: "for",
    check: ({ storage }) => storage().check([node]),
    begin: ({ storage }) => storage().takeDown(node),
    end: ({ storage }) => storage().bringUp(node),
  }),
});
