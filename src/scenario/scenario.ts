/**
 * A scenario as the rest of the program gets it: checked, with the origin of every value; and what may be changed in it
 * from outside.
 */
import type { z } from "zod";
import type { ResolvedLeaf } from "./leaves.js";
import type { Path } from "./path.js";
import type { Provenance } from "./provenance.js";
import type { ProvenanceCounts } from "./provenance-summary.js";
import type { Source } from "./source.js";

/** Changes from outside the file, applied in this order. */
export interface Changes {
  /** Files laid over the scenario, or sources at hand. */
  readonly patches?: readonly (string | Source)[];
  /** Paths to leave out: `operations.upgrade`. */
  readonly without?: readonly string[];
  /** `path=value`. */
  readonly sets?: readonly string[];
}

/** What every schema of scenarios has. */
export type ScenarioSchema = z.ZodType<{ provenance?: Provenance | undefined }>;

/** What a run needs of a scenario: plain data, which can be handed to another thread. */
export interface Resolved<Schema extends ScenarioSchema> {
  readonly scenario: z.output<Schema>;
  /** Every value in file notation with its origin and label, in the order of the schema. */
  readonly leaves: readonly ResolvedLeaf[];
  readonly counts: ProvenanceCounts;
  /** `file:line:column` of a value, or of the nearest part of its path that was written; where files are at hand. */
  readonly placeOf?: (path: Path) => string | undefined;
}

/** A scenario that passed every check. */
export interface Loaded<Schema extends ScenarioSchema> extends Resolved<Schema> {
  readonly placeOf: (path: Path) => string | undefined;
  /** The same files with further changes, not read again. */
  changed(changes: Changes): Loaded<Schema>;
}
