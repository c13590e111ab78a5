/**
 * Reads operands: metrics, functions, numbers and what is calculated from them. `*` and `/` bind tighter than `+` and
 * `-`.
 */

import { suggest } from "../../schema/suggest.js";
import type { Comparison, Literal, Operand } from "./ast.js";
import type { Cursor } from "./cursor.js";
import { FUNCTIONS, isFunction } from "./functions.js";
import { fault, type Token } from "./lexer.js";
import { literalOf } from "./literal.js";
import { clockOf, rangeOf } from "./points.js";

export const COMPARISONS: readonly Comparison[] = ["<=", ">=", "<", ">", "="];

/** A sum, alone or against the control run. */
export function operandOf(cursor: Cursor): Operand {
  let left = product(cursor);
  for (;;) {
    const { column } = cursor.peek();
    const sign = cursor.sign("+", "-");
    if (sign === undefined) break;
    left = { kind: "arithmetic", sign, left, right: product(cursor), column };
  }
  if (!cursor.takes("vs")) return left;
  cursor.need("control");
  return { kind: "versus", left };
}

function product(cursor: Cursor): Operand {
  let left = atom(cursor);
  for (;;) {
    const { column } = cursor.peek();
    const sign = cursor.sign("*", "/");
    if (sign === undefined) return left;
    left = { kind: "arithmetic", sign, left, right: atom(cursor), column };
  }
}

function atom(cursor: Cursor): Operand {
  const token = cursor.peek();
  if (cursor.sign("-") === "-") return negative(cursor);
  if (cursor.sign("(") === "(") {
    const inner = operandOf(cursor);
    cursor.need(")");
    return inner;
  }
  if (!["number", "clock", "word"].includes(token.kind)) throw cursor.unexpected("a metric, a function or a number");
  cursor.next();
  if (token.kind === "number") return literalOf(token);
  if (token.kind === "clock") return { kind: "time", point: clockOf(token) };
  return cursor.peek().text === "(" ? call(cursor, token) : { kind: "name", name: token.text, column: token.column };
}

function negative(cursor: Cursor): Literal {
  if (cursor.peek().kind !== "number") throw cursor.unexpected("a number after the minus sign");
  const { value, text, ...literal } = literalOf(cursor.next());
  return { ...literal, value: -value, text: `-${text}` };
}

function call(cursor: Cursor, { text: name, column }: Token): Operand {
  if (!isFunction(name)) throw fault(column, `unknown function "${name}"`, functionsWanted, suggest(name, FUNCTIONS));
  cursor.need("(");
  const of = condition(cursor);
  const beside = name === "spearman" && cursor.takes(",") ? operandOf(cursor) : undefined;
  const inside = cursor.takes("during") ? rangeOf(cursor) : undefined;
  const extras: Literal[] = [];
  while (cursor.takes(",")) {
    if (cursor.peek().kind !== "number") throw cursor.unexpected("a number with its unit");
    extras.push(literalOf(cursor.next()));
  }
  cursor.need(")");
  return { kind: "call", name, of, extras, ...(beside && { beside }), during: inside, column };
}

const functionsWanted = `one of ${FUNCTIONS.join(", ")}`;

/** Inside a function an operand may be compared: `episodes(m > x)`. */
function condition(cursor: Cursor): Operand {
  const left = operandOf(cursor);
  const { column } = cursor.peek();
  const is = cursor.sign(...COMPARISONS);
  return is === undefined ? left : { kind: "condition", left, is, right: operandOf(cursor), column };
}
