/**
 * One variant of something that comes in several: a retry profile, a compaction strategy, a distribution. One file
 * each.
 */
import type { z } from "zod";

/** The options of a choice: a strict object whose every quantity names its unit and its default. */
export type Options = z.ZodObject;

export interface Choice<OptionsSchema extends Options, Product, Context extends unknown[] = []> {
  /** As scenario files write it: kebab-case. */
  readonly name: string;
  /** One line for `tempfail list` and the docs. */
  readonly summary: string;
  readonly options: OptionsSchema;
  /** Builds the variant from its parsed options and what the catalogue's owner hands over. */
  create(options: z.output<OptionsSchema>, ...context: Context): Product;
}

/** Declares a choice; its only work is to tie the type of `create`'s argument to `options`. */
export function choice<OptionsSchema extends Options, Product, Context extends unknown[] = []>(
  declared: Choice<OptionsSchema, Product, Context>,
): Choice<OptionsSchema, Product, Context> {
  return declared;
}
