/**
 * A compaction does all its I/O and fails at its end: the disk is busy, and the number of SSTables does not fall. The
 * post-mortem of May 2016 describes this. It is the mechanism of CASSANDRA-10944 and 9935 (an assertion kills the job,
 * which is then retried).
 */
import { z } from "zod";
import { choice } from "../../../../schema/choice.js";
import { fraction } from "../../../../schema/quantity.js";
import type { CompactionBug } from "./compaction-bug.js";

export const futile = choice({
  name: "futile",
  summary: "compactions read and write everything, then fail with a probability, and their inputs stay",
  options: z.strictObject({ probability: fraction.prefault(1) }),
  create: ({ probability }): CompactionBug => ({
    name: "futile",
    onset: "they go on",
    mayStart: true,
    finish: (chance) => (chance.chance(probability) ? "fails" : "succeeds"),
  }),
});
