/** A compaction succeeds, but its thread is lost until the node restarts, as in the endless loop of CASSANDRA-13948. */
import { z } from "zod";
import { choice } from "../../../../schema/choice.js";
import { fraction } from "../../../../schema/quantity.js";
import type { CompactionBug } from "./compaction-bug.js";

export const leak = choice({
  name: "leak",
  summary: "each compaction loses its thread with a probability, until the node restarts",
  options: z.strictObject({ probability: fraction.prefault("5%").describe("Guess.") }),
  create: ({ probability }): CompactionBug => ({
    name: "leak",
    onset: "they go on",
    mayStart: true,
    finish: (chance) => (chance.chance(probability) ? "loses its thread" : "succeeds"),
  }),
});
