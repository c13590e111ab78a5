/** The JSON Schema that editors check and complete scenario files with. */
import { z } from "zod";
import { scenarioSchema } from "./schema.js";

type Json = unknown;
type JsonMap = { readonly [key: string]: Json };

/** Draft 7 of the file as it is written: quantities are text with units, defaults may be left out. */
export function jsonSchema(schema: z.ZodType = scenarioSchema): Record<string, unknown> {
  const { $schema, ...shape } = z.toJSONSchema(schema, { io: "input", target: "draft-7" });
  const { root, definitions } = shareVariants(shape as JsonMap);
  return { $schema, title: "tempfail scenario, version 1", ...root, definitions };
}

/**
 * Moves the variants of catalogues (they bear a title) that occur more than once into `definitions`, as the file would
 * be ten times as long.
 */
function shareVariants(shape: JsonMap): { root: JsonMap; definitions: JsonMap } {
  const counts = new Map<string, number>();
  eachVariant(shape, (text) => counts.set(text, (counts.get(text) ?? 0) + 1));
  const names = new Map<string, string>();
  const definitions: Record<string, Json> = {};
  const replaced = (json: Json, isRoot = false): Json => {
    if (Array.isArray(json)) return json.map((item) => replaced(item));
    if (!isMap(json)) return json;
    const text = JSON.stringify(json);
    if (isRoot || !isVariant(json) || (counts.get(text) ?? 0) < 2) return mapValues(json, (value) => replaced(value));
    const known = names.get(text);
    if (known !== undefined) return { $ref: `#/definitions/${known}` };
    const name = freeName(String(json.title), definitions);
    names.set(text, name);
    // Reserves the name before the variants inside look for theirs.
    definitions[name] = true;
    definitions[name] = mapValues(json, (value) => replaced(value));
    return { $ref: `#/definitions/${name}` };
  };
  const root = replaced(shape, true) as JsonMap;
  return { root, definitions };
}

function eachVariant(json: Json, visit: (text: string) => void): void {
  if (isMap(json) && isVariant(json)) visit(JSON.stringify(json));
  if (typeof json === "object" && json !== null) for (const child of Object.values(json)) eachVariant(child, visit);
}

function isMap(json: Json): json is JsonMap {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isVariant(json: JsonMap): boolean {
  return typeof json.title === "string" && json.type === "object";
}

function mapValues(map: JsonMap, change: (json: Json) => Json): JsonMap {
  return Object.fromEntries(Object.entries(map).map(([key, json]) => [key, change(json)]));
}

function freeName(title: string, taken: JsonMap): string {
  let name = title;
  for (let number = 2; name in taken; number++) name = `${title}-${number}`;
  return name;
}
