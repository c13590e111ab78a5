/** When a bug strikes which node: the contract of the patterns beside this file. */
import type { Stream } from "../../../../engine/random.js";
import type { Seconds } from "../../../../schema/quantity.js";

/** One stall of one node; times count from the moment the bug came in. */
export interface Strike {
  readonly from: Seconds;
  readonly lasts: Seconds;
}

/** When a bug strikes which node. */
export interface Strikes {
  /** The node's first strike that begins at `after` or later, or none. `earlier` = how many it has had. Nodes count from 1. */
  next(node: number, earlier: number, after: Seconds, chance: Stream): Strike | undefined;
}
