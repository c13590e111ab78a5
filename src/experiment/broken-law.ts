/** A conservation law that does not hold: a bug of ours, with everything needed to repeat it. */

import type { Law } from "../model/vocabulary/conservation-law.js";

export class BrokenLaw extends Error {
  constructor(
    readonly laws: readonly Law[],
    readonly scenario: string,
    readonly seed: number,
    /** Simulated seconds. */
    readonly at: number,
  ) {
    const lines = laws.map(({ name, left, right }) => `  ${name}: ${left} against ${right}`);
    super(`a conservation law does not hold\n${lines.join("\n")}`);
  }
}
