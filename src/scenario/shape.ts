/**
 * What a zod schema knows at a place of a scenario: which keys, and which key chooses among variants. For suggestions
 * and `--set`.
 */
import { z } from "zod";
import type { Path } from "./path.js";

type AnySchema = z.core.$ZodType;

/** The keys that may stand in the map at `path` of `value`; empty where no map is known. */
export function knownKeys(schema: AnySchema, value: unknown, path: Path): string[] {
  const keys = shapesAt(schema, value, path).flatMap((shape) => Object.keys(shape._zod.def.shape));
  return [...new Set(keys)];
}

/**
 * The key by which the variants at `path` are told apart, `profile` in `retry: { profile: postfix }`; undefined where
 * there are none.
 */
export function discriminatorAt(schema: AnySchema, value: unknown, path: Path): string | undefined {
  for (const one of descend(schema, value, path)) {
    if (one instanceof z.core.$ZodDiscriminatedUnion) return one._zod.def.discriminator;
  }
  return undefined;
}

/** Whether a list is all that may stand at `path`. */
export function isListAt(schema: AnySchema, value: unknown, path: Path): boolean {
  const schemas = descend(schema, value, path);
  const hasList = schemas.some((one) => one instanceof z.core.$ZodArray);
  return hasList && !schemas.some((one) => one instanceof z.core.$ZodObject || one instanceof z.core.$ZodRecord);
}

function shapesAt(schema: AnySchema, value: unknown, path: Path): z.core.$ZodObject[] {
  return descend(schema, value, path).filter((one) => one instanceof z.core.$ZodObject);
}

/** The schemas that apply at `path`, wrappers opened, the chosen variant only where `value` says which. */
function descend(schema: AnySchema, value: unknown, path: Path): AnySchema[] {
  let schemas = opened(schema, value);
  let branch = value;
  for (const step of path) {
    branch = (branch as Record<string | number, unknown> | null | undefined)?.[step];
    schemas = schemas.flatMap((one) => below(one, step)).flatMap((one) => opened(one, branch));
  }
  return schemas;
}

function below(schema: AnySchema, step: string | number): AnySchema[] {
  if (schema instanceof z.core.$ZodObject) {
    const child = schema._zod.def.shape[step];
    return child ? [child] : [];
  }
  if (schema instanceof z.core.$ZodArray) return [schema._zod.def.element];
  return schema instanceof z.core.$ZodRecord ? [schema._zod.def.valueType] : [];
}

/** The schema and everything inside its wrappers that describes the same value. */
function opened(schema: AnySchema, value: unknown): AnySchema[] {
  const inner = innerSchemas(schema, value);
  return inner.length === 0 ? [schema] : [schema, ...inner.flatMap((one) => opened(one, value))];
}

function innerSchemas(schema: AnySchema, value: unknown): readonly AnySchema[] {
  if (schema instanceof z.core.$ZodDiscriminatedUnion) return chosenVariants(schema, value);
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options;
  if (schema instanceof z.core.$ZodPipe) return [schema._zod.def.in, schema._zod.def.out];
  if (schema instanceof z.core.$ZodLazy) return [schema._zod.def.getter()];
  const wrapped = (schema._zod.def as { innerType?: AnySchema }).innerType;
  return wrapped ? [wrapped] : [];
}

/** The variant that the value names, or all of them when it names none that is known. */
function chosenVariants(union: z.core.$ZodDiscriminatedUnion, value: unknown): readonly AnySchema[] {
  const { discriminator, options } = union._zod.def;
  const name = (value as Record<string, unknown> | null | undefined)?.[discriminator] ?? value;
  const chosen = options.filter((one) => one._zod.propValues?.[discriminator]?.has(name as z.core.util.Primitive));
  return chosen.length > 0 ? chosen : options;
}
