/** Every catalogue of the model, by the word that `tempfail list` takes. */

import { distributionsOf } from "../engine/distribution/index.js";
import { duration } from "../schema/quantity.js";
import { guards } from "./auth/guard/index.js";
import { attacks } from "./edge/attack/index.js";
import { attackShapes } from "./edge/attack/shape/index.js";
import { falsePositives } from "./edge/false-positives/index.js";
import { admissions } from "./intake/admission/index.js";
import { operations } from "./options.js";
import { retryProfiles } from "./retry/index.js";
import { arrivalPatterns } from "./senders/arrival/index.js";
import { compactionBugs, strikePatterns } from "./storage/maintenance/bug/index.js";
import { compactionStrategies } from "./storage/node/compaction/index.js";

/** What `list` shows of a choice. */
export interface Listed {
  readonly topic: string;
  readonly choices: readonly { readonly name: string; readonly summary: string }[];
}

export const catalogues = {
  retry: retryProfiles,
  arrivals: arrivalPatterns,
  admission: admissions,
  guards,
  attacks,
  "attack-shapes": attackShapes,
  "false-positives": falsePositives,
  compaction: compactionStrategies,
  bugs: compactionBugs,
  strikes: strikePatterns,
  distributions: distributionsOf(duration),
  operations,
} satisfies Record<string, Listed>;

/** What `tempfail list` calls them. */
export type CatalogueTopic = keyof typeof catalogues;
