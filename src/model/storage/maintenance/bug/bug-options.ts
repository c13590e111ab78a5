/**
 * The options of a bug that the timeline of a scenario brings in: its mechanism, its strikes and the versions it
 * affects.
 */
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
