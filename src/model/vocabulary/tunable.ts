/**
 * An option that may be changed while the system runs: a part lists its own, by their paths in its section of the
 * scenario.
 */

import type { z } from "zod";

export interface Tunable<Options, Part> {
  /** How a scenario writes its value. */
  readonly schema: z.ZodType<number>;
  /** The value that the scenario states, in base units; undefined where it leaves the option out. */
  stated(options: Options): number | undefined;
  /** Changes it in the running part; in base units. */
  set(part: Part, value: number): void;
}

export type Tunables<Options, Part> = Readonly<Record<string, Tunable<Options, Part>>>;
