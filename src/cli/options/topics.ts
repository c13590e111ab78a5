/**
 * The words that `tempfail list` and `tempfail schema` take. They stand here so that help and completion know them
 * without loading what they name; the compiler holds the topics to the catalogues of the model.
 */
import type { CatalogueTopic } from "../../model/catalogues.js";

export type Topic = "scenarios" | CatalogueTopic | "metrics" | "events" | "formats";

/** Topic → the same, in the order of help. A catalogue of the model that is missing here does not compile. */
const topics: { readonly [topic in Topic]: true } = {
  scenarios: true,
  retry: true,
  arrivals: true,
  admission: true,
  guards: true,
  attacks: true,
  "attack-shapes": true,
  "false-positives": true,
  compaction: true,
  bugs: true,
  strikes: true,
  distributions: true,
  operations: true,
  metrics: true,
  events: true,
  formats: true,
};

export const topicNames = Object.keys(topics) as readonly Topic[];

/** Kinds of files that have a JSON Schema. */
export const schemaNames = ["scenario", "result", "study"] as const;
