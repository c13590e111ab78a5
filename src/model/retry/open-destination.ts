/** A destination without a memory: a fixed number of connections, never suspended. */

import type { Destination } from "../vocabulary/retry-profile.js";

export class OpenDestination implements Destination {
  readonly resumesAt = 0;
  readonly steady = true;

  constructor(readonly window: number) {}

  delivered(): void {}
  failed(): void {}
  idle(): void {}
}
