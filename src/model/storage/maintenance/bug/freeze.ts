/**
 * No compaction starts. This is the mechanism of CASSANDRA-11373 (removed SSTables are offered again and again), 9592
 * (a compaction is not submitted again) and 9899 (compaction is switched off and stays off). It is not
 * known which of them Mailgun met.
 */
import { z } from "zod";
import { choice } from "../../../../schema/choice.js";
import type { CompactionBug } from "./compaction-bug.js";

export const freeze = choice({
  name: "freeze",
  summary: "no compaction starts; the disk falls idle and bursts when it ends",
  options: z.strictObject({
    running: z.enum(["stop", "finish"]).default("stop").describe("The fate of compactions that run at the onset."),
  }),
  create: ({ running }): CompactionBug => ({
    name: "freeze",
    onset: running === "stop" ? "they are stopped" : "they go on",
    mayStart: false,
    finish: () => "succeeds",
  }),
});
