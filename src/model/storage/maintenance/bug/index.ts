/** The catalogues of compaction bugs (what goes wrong) and of strike patterns (where and when). */
import { Catalogue } from "../../../../schema/catalogue.js";
import type { CompactionBug } from "./compaction-bug.js";
import { freeze } from "./freeze.js";
import { futile } from "./futile.js";
import { leak } from "./leak.js";
import { plan } from "./plan.js";
import { random } from "./random.js";
import type { Strikes } from "./strikes.js";

export const compactionBugs = new Catalogue<CompactionBug>("compaction bug", [freeze, futile, leak]);
export const strikePatterns = new Catalogue<Strikes>("strike pattern", [random, plan]);
