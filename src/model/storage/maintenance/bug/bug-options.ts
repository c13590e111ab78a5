/** A bug, as a scenario's timeline brings it in. */
import { z } from "zod";
import { compactionBugs, strikePatterns } from "./index.js";

export const bugOptions = z.strictObject({
  mode: compactionBugs.schema("name").prefault("futile"),
  strikes: strikePatterns.schema("pattern").prefault("random"),
  versions: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("Software versions that have the bug. Default: the one the cluster starts with."),
});
