/** Numbers with units as expressions write them: 30s, 10%, 200/s, 64MB/s, 75kB, 5. */

import { duration, rate, size, throughput } from "../../schema/quantity.js";
import type { Literal } from "./ast.js";
import { fault, type Token } from "./lexer.js";

const QUANTITIES = [
  [duration, "s"],
  [size, "B"],
  [throughput, "B/s"],
  [rate, "1/s"],
] as const;

export function literalOf({ text, column }: Token): Literal {
  const literal = (value: number, unit: string): Literal => ({ kind: "literal", value, unit, text, column });
  if (Number.isFinite(Number(text))) return literal(Number(text), "1");
  if (text.endsWith("%")) return literal(Number(text.slice(0, -1)) / 100, "fraction");
  for (const [schema, unit] of QUANTITIES) {
    const read = schema.safeDecode(text as never);
    if (read.success) return literal(read.data, unit);
  }
  throw fault(column, `"${text}"`, "a number with a unit, such as 30s, 10%, 200/s, 75kB or 64MB/s", meant(text));
}

export function secondsOf(token: Token): number {
  const { value, unit } = literalOf(token);
  if (unit !== "s") throw fault(token.column, `"${token.text}"`, "a duration, such as 5min");
  return value;
}

/** The quantity's own idea of what was meant: `5min` for `5m`. */
function meant(text: string): string | undefined {
  for (const [schema] of QUANTITIES) {
    const read = schema.safeDecode(text as never);
    const suggestion = /did you mean (.+)\?$/.exec(read.error?.issues[0]?.message ?? "");
    if (suggestion?.[1]) return suggestion[1];
  }
  return undefined;
}
