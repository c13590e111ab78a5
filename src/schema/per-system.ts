/**
 * How an option goes with the size of the system, said in its schema: `perSystem(rate)`. A scaled run divides what
 * counts for the whole system and leaves what is true of each client, node or message. The marks outlive `.default()`,
 * `.optional()`, `.describe()`, `.refine()` and a catalogue; `scaled.ts` reads them, and a test asks every number of a
 * scenario for its mark.
 */
import { z } from "zod";

/**
 * - `each`: of one client, node, message or call; a ratio, a length of time. Stays.
 * - `per system`: a rate, a throughput, a capacity, a count. Divided; a whole one is rounded.
 * - `servers`: per system, and work waits for them: how many there are decides how it queues.
 * - `threshold`: per system, and a number of chance events that counts as a sign.
 * - `fluid`: per system, and used as a real number although it is written whole. Divided, never rounded.
 * - `fixed`: of the whole system, and cannot be divided.
 */
export type Extent = "each" | "per system" | "servers" | "threshold" | "fluid" | "fixed";

export interface Mark {
  readonly extent: Extent;
  /** What a divided value does not go below, where the schema alone would let it. */
  readonly least?: number;
}

const marks = z.registry<Mark>();

/** Stays as it is at any scale. */
export function each<Schema extends z.ZodType>(schema: Schema): Schema {
  return marked(schema, { extent: "each" });
}

/** Divided by the scale. A whole number is rounded, and stays at least 1 where the schema is positive. */
export function perSystem<Schema extends z.ZodType>(schema: Schema, bounds: Pick<Mark, "least"> = {}): Schema {
  return marked(schema, { extent: "per system", ...bounds });
}

/** Divided like a count: places of service that requests wait for. */
export function servers<Schema extends z.ZodType>(schema: Schema): Schema {
  return marked(schema, { extent: "servers" });
}

/** Divided like a count: the number of events that is a sign and no chance. */
export function threshold<Schema extends z.ZodType>(schema: Schema): Schema {
  return marked(schema, { extent: "threshold" });
}

/** Divided and not rounded, though people write it as a whole number. */
export function fluid<Schema extends z.ZodType>(schema: Schema): Schema {
  return marked(schema, { extent: "fluid" });
}

/** Belongs to the whole system and cannot be divided: a scaled run is refused. */
export function fixed<Schema extends z.ZodType>(schema: Schema): Schema {
  return marked(schema, { extent: "fixed" });
}

/** The mark of this layer of a schema, or of what it was derived from by a refinement or a description. */
export function markOf(schema: z.core.$ZodType): Mark | undefined {
  return marks.get(schema as z.ZodType);
}

/** A copy, so that a schema that several options share keeps a mark for each. */
function marked<Schema extends z.ZodType>(schema: Schema, mark: Mark): Schema {
  const own = schema.clone();
  marks.add(own, mark);
  return own;
}
