/** Numbers with units as expressions write them: 30s, 10%, 200/s, 64MB/s, 75kB, 5. */

import { duration, rate, size, throughput } from "../../schema/quantity.js";
import type { Literal } from "./ast.js";
import { fault, type Token } from "./lexer.js";

const QUANTITIES = [
  [duration, "s"],
  [size, "B"],
  [rate, "/s"],
  [throughput, "B/s"],
] as const;

export function literalOf({ text, column }: Token): Literal {
  if (/^[\d.eE+-]+$/.test(text)) return { kind: "literal", value: Number(text), unit: "1" };
  if (text.endsWith("%")) return { kind: "literal", value: Number(text.slice(0, -1)) / 100, unit: "1" };
  for (const [schema, unit] of QUANTITIES) {
    const read = schema.safeDecode(text as never);
    if (read.success) return { kind: "literal", value: read.data, unit };
  }
  throw fault(column, `"${text}"`, "a number with a unit, such as 30s, 10%, 200/s, 75kB or 64MB/s");
}

export function secondsOf(token: Token): number {
  const { value, unit } = literalOf(token);
  if (unit !== "s") throw fault(token.column, `"${token.text}"`, "a duration, such as 5min");
  return value;
}
