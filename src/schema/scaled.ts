/**
 * Divides a checked value by a scale as its schema's marks say (`per-system.ts`), going through both together: objects,
 * lists, records, unions, the chosen variants of catalogues. Nothing is known of any option by its name.
 */
import { z } from "zod";
import { type Extent, type Mark, markOf } from "./per-system.js";

type AnySchema = z.core.$ZodType;
export type OptionPath = readonly (string | number)[];

/** A number of a value that does not stay as it is when the system is scaled. */
export interface Sized {
  readonly path: OptionPath;
  readonly extent: Exclude<Extent, "each">;
  /** At full scale. */
  readonly full: number;
  /** What a run at a scale works with. */
  at(scale: number): number;
}

/**
 * The value of a system that is `scale` times smaller. Throws an Error for a number without a mark: a mistake of ours.
 */
export function scaled<Schema extends z.ZodType>(
  schema: Schema,
  value: z.output<Schema>,
  scale: number,
): z.output<Schema> {
  if (scale === 1) return value;
  const divided = ({ mark, schema: number, value: full }: Leaf) => dividedBy(scale, full, number, mark);
  return mapped(schema, value, { path: [], mark: undefined }, divided) as z.output<Schema>;
}

/** Every number of a value that a scale changes, in the order of the schema. */
export function sizesOf(schema: AnySchema, value: unknown): Sized[] {
  const found: Sized[] = [];
  mapped(schema, value, { path: [], mark: undefined }, (leaf) => {
    const { extent } = leaf.mark;
    if (extent !== "each") found.push({ path: leaf.path, extent, full: leaf.value, at: sizeAt(leaf) });
    return leaf.value;
  });
  return found;
}

/** The same of one option, with another value than the one that is written. */
export function sizeOf({ schema, mark }: MarkedNumber, path: OptionPath, value: number): Sized | undefined {
  const { extent } = mark;
  return extent === "each" ? undefined : { path, extent, full: value, at: sizeAt({ path, schema, mark, value }) };
}

/** The schema of a number with its mark. */
export interface MarkedNumber {
  readonly schema: AnySchema;
  readonly mark: Mark;
}

interface Leaf extends MarkedNumber {
  readonly path: OptionPath;
  readonly value: number;
}

function sizeAt({ schema, mark, value }: Leaf): Sized["at"] {
  return (scale) => dividedBy(scale, value, schema, mark);
}

/** One number at a scale: see `Extent`. */
export function dividedBy(scale: number, full: number, schema: AnySchema, { extent, least }: Mark): number {
  if (scale === 1 || extent === "each" || extent === "fixed") return full;
  const exact = full / scale;
  if (extent === "fluid") return exact;
  const { whole, minimum } = limitsOf(schema);
  return Math.max(least ?? minimum, whole ? Math.round(exact) : exact);
}

interface Place {
  readonly path: OptionPath;
  /** Of a layer further out. */
  readonly mark: Mark | undefined;
}

/** A copy of a value with its numbers changed. What is as it was is not copied: `each` ends the descent. */
function mapped(schema: AnySchema, value: unknown, place: Place, change: (leaf: Leaf) => number): unknown {
  const mark = place.mark ?? markOf(schema);
  if (value === undefined || mark?.extent === "each") return value;
  const inside = (inner: AnySchema, child: unknown, ...step: OptionPath) =>
    mapped(inner, child, { path: [...place.path, ...step], mark }, change);
  if (typeof value === "number" && isNumber(schema)) {
    if (mark === undefined) throw new Error(`option ${place.path.join(".")} does not say how it goes with the scale`);
    return change({ path: place.path, schema, mark, value });
  }
  if (schema instanceof z.core.$ZodArray && Array.isArray(value))
    return value.map((item, index) => inside(schema._zod.def.element, item, index));
  if (schema instanceof z.core.$ZodObject && isMap(value))
    return eachEntry(value, (key, child) => {
      const inner = schema._zod.def.shape[key];
      return inner === undefined ? child : inside(inner, child, key);
    });
  if (schema instanceof z.core.$ZodRecord && isMap(value))
    return eachEntry(value, (key, child) => inside(schema._zod.def.valueType, child, key));
  const inner = innerFor(schema, value);
  return inner === undefined ? value : inside(inner, value);
}

function eachEntry(map: Record<string, unknown>, change: (key: string, child: unknown) => unknown) {
  return Object.fromEntries(Object.entries(map).map(([key, child]) => [key, change(key, child)]));
}

/** The layer below that describes this value; undefined where there is none. */
function innerFor(schema: AnySchema, value: unknown): AnySchema | undefined {
  return belowOf(schema).find((one) => fits(one, value));
}

/** What may stand for the same value: the inside of a wrapper, the read side of a codec, the members of a union. */
export function belowOf(schema: AnySchema): readonly AnySchema[] {
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options;
  if (schema instanceof z.core.$ZodPipe) return [schema._zod.def.out];
  if (schema instanceof z.core.$ZodLazy) return [schema._zod.def.getter()];
  const { innerType } = schema._zod.def as { innerType?: AnySchema };
  return innerType === undefined ? [] : [innerType];
}

/** True for a checked value that has the form of this schema. */
function fits(schema: AnySchema, value: unknown): boolean {
  if (schema instanceof z.core.$ZodLiteral) return schema._zod.def.values.includes(value as z.core.util.Literal);
  if (isNumber(schema)) return typeof value === "number";
  if (schema instanceof z.core.$ZodArray) return Array.isArray(value);
  if (schema instanceof z.core.$ZodRecord) return isMap(value);
  if (schema instanceof z.core.$ZodObject) return isMap(value) && hasFormOf(schema, value);
  const below = belowOf(schema);
  return below.length > 0 && below.some((one) => fits(one, value));
}

/** Its keys are known, and where the schema names a variant it is that one. */
function hasFormOf({ _zod }: z.core.$ZodObject, value: Record<string, unknown>): boolean {
  return Object.entries(value).every(([key, child]) => {
    const inner = _zod.def.shape[key];
    return inner !== undefined && (!(inner instanceof z.core.$ZodLiteral) || fits(inner, child));
  });
}

export function isNumber(schema: AnySchema): boolean {
  return schema instanceof z.core.$ZodNumber;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The rounding of a number: to whole numbers or not, and the least value that its schema allows. */
function limitsOf(schema: AnySchema): { whole: boolean; minimum: number } {
  const { checks = [] } = schema._zod.def as { checks?: readonly z.core.$ZodCheck[] };
  const format = (schema._zod.def as { format?: string }).format;
  const whole = /int/.test(format ?? "") || checks.some((one) => /int/.test(formatOf(one)));
  const bounds = checks.flatMap((one) => {
    if (!(one instanceof z.core.$ZodCheckGreaterThan)) return [];
    const { value, inclusive } = one._zod.def;
    return [Number(value) + (whole && !inclusive ? 1 : 0)];
  });
  return { whole, minimum: Math.max(0, ...bounds) };
}

function formatOf(check: z.core.$ZodCheck): string {
  return check instanceof z.core.$ZodCheckNumberFormat ? check._zod.def.format : "";
}
