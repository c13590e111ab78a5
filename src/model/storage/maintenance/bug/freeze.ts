/**
 * No compaction starts. The mechanism of CASSANDRA-11373 (removed SSTables offered for ever), 9592 (not submitted again)
 * and 9899 (switched off and never on); which defect Mailgun met is not known.
 */
import { z } from "zod";
import { choice } from "../../../../schema/choice.js";
import type { CompactionBug } from "./compaction-bug.js";

export const freeze = choice({
  name: "freeze",
  summary: "no compaction starts; the disk falls idle and bursts when it ends",
  options: z.strictObject({
    running: z.enum(["stop", "finish"]).default("stop").describe("What becomes of compactions that run at the onset."),
  }),
  create: ({ running }): CompactionBug => ({
    name: "freeze",
    onset: running === "stop" ? "they are stopped" : "they go on",
    mayStart: false,
    finish: () => "succeeds",
  }),
});
