/** Looks options up in a schema by their paths, and finds those that do not say how they go with the scale. */
import { z } from "zod";
import { type Mark, markOf } from "./per-system.js";
import { belowOf, isNumber, type MarkedNumber, type OptionPath } from "./scaled.js";

type AnySchema = z.core.$ZodType;

/** The number at a path such as `auth.workers`, whichever variant has it; undefined where there is none with a mark. */
export function optionAt(schema: AnySchema, path: OptionPath, outer?: Mark): MarkedNumber | undefined {
  const mark = outer ?? markOf(schema);
  const [step, ...rest] = path;
  if (step === undefined && isNumber(schema)) return mark && { schema, mark };
  const next = step === undefined ? undefined : childOf(schema, step);
  if (next !== undefined) return optionAt(next, rest, mark);
  for (const below of belowOf(schema)) {
    const found = optionAt(below, path, mark);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The paths of all numbers without a mark, of every variant; `*` for any key or position. */
export function unmarkedIn(schema: AnySchema, path: OptionPath = []): string[] {
  if (markOf(schema) !== undefined) return [];
  if (isNumber(schema)) return [path.join(".")];
  const children = childrenOf(schema).flatMap(([step, child]) => unmarkedIn(child, [...path, step]));
  const below = belowOf(schema).flatMap((one) => unmarkedIn(one, path));
  return [...new Set([...children, ...below])];
}

function childOf(schema: AnySchema, step: string | number): AnySchema | undefined {
  return childrenOf(schema).find(([key]) => key === step || key === "*")?.[1];
}

function childrenOf(schema: AnySchema): [string, AnySchema][] {
  if (schema instanceof z.core.$ZodObject) return Object.entries(schema._zod.def.shape);
  if (schema instanceof z.core.$ZodArray) return [["*", schema._zod.def.element]];
  return schema instanceof z.core.$ZodRecord ? [["*", schema._zod.def.valueType]] : [];
}
