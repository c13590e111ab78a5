import { Catalogue } from "../../../schema/catalogue.js";
import type { CompactionStrategy } from "./compaction-strategy.js";
import { sizeTiered } from "./size-tiered.js";

export const compactionStrategies = new Catalogue<CompactionStrategy>("compaction strategy", [sizeTiered]);
