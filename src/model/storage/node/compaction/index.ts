/** The catalogue of compaction strategies. */
import { Catalogue } from "../../../../schema/catalogue.js";
import type { CompactionStrategy } from "./compaction-strategy.js";
import { leveled } from "./leveled.js";
import { sizeTiered } from "./size-tiered.js";
import { timeWindow } from "./time-window.js";

export const compactionStrategies = new Catalogue<CompactionStrategy>("compaction strategy", [
  sizeTiered,
  leveled,
  timeWindow,
]);
