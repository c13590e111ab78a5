/**
 * The options of a window of single requests: its beginning, its length and the mutations that a node works on at a
 * time.
 */
import { z } from "zod";
import { moment } from "../../../schema/moment.js";
import { servers } from "../../../schema/per-system.js";
import { duration, positive } from "../../../schema/quantity.js";

/** cassandra.yaml: concurrent_writes 32. The reads at a disk at a time are `reads.concurrency`. */
const window = z.strictObject({
  from: moment,
  for: positive(duration).describe("Minutes, not hours: each read and each write costs about five events."),
  concurrentWrites: servers(z.number().int().positive()).default(32).describe("Mutations at a time at a node."),
});

export const detailOptions = z
  .union([z.literal("off"), window])
  .optional()
  .describe("A window in which every read and every write is a request of its own. Default: off.");
