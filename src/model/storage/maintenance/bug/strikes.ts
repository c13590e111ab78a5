/** The contract of a strike pattern, which decides when a bug strikes which node. */
import type { Stream } from "../../../../engine/random.js";
import type { Seconds } from "../../../../schema/quantity.js";

/** One stall of one node. Times count from the moment at which the bug came in. */
export interface Strike {
  readonly from: Seconds;
  readonly lasts: Seconds;
}

/** Decides when a bug strikes which node. */
export interface Strikes {
  /**
   * The node's first strike that begins at `after` or later, or none. `earlier` counts the strikes it has had. Nodes
   * count from 1.
   */
  next(node: number, earlier: number, after: Seconds, chance: Stream): Strike | undefined;
}
