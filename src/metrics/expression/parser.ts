/**
 * Reads an expression of the metric grammar. Recursive descent; errors name the column, what was found and expected.
 */

import type { Expression, Operand, Range, Test } from "./ast.js";
import { Cursor } from "./cursor.js";
import { TIMES, VERDICTS } from "./functions.js";
import { fault } from "./lexer.js";
import { secondsOf } from "./literal.js";
import { COMPARISONS, operandOf } from "./operands.js";
import { pointOf, rangeOf } from "./points.js";

/**
 * Throws a ScenarioError with the column of the first mistake. Names and units are the business of `checkExpression`.
 */
export function parseExpression(text: string): Expression {
  const cursor = new Cursor(text);
  const never = cursor.takes("never");
  const { column } = cursor.peek();
  const left = operandOf(cursor);
  const observedText = cursor.textSince(column);
  const leftDuring = cursor.takes("during") ? rangeOf(cursor) : undefined;
  const test = testOf(cursor, left);
  const tail = tailOf(cursor);
  if (tail.lasting !== undefined && test.kind !== "compare")
    throw fault(column, `"for" after what is no comparison`, "a comparison before it, such as m > 5 for 5min");
  const during = tail.during ?? (test.kind === "holds" ? leftDuring : undefined);
  return { text, observedText, never, left, test, leftDuring: leftDuring ?? during, ...tail, during };
}

function testOf(cursor: Cursor, left: Operand): Test {
  const { column } = cursor.peek();
  const is = cursor.sign(...COMPARISONS);
  if (is !== undefined) return { kind: "compare", is, right: operandOf(cursor), column };
  const name = left.kind === "call" ? left.name : "";
  if (VERDICTS.has(name)) return { kind: "holds" };
  if (cursor.takes("between")) return between(cursor, left, column);
  if (TIMES.has(name)) return { kind: "holds" };
  throw cursor.unexpected("a comparison: <, <=, >, >=, = or between … and …");
}

/**
 * Of a time, two points; of anything else, two values, which are times where the left side is calculated from times.
 */
function between(cursor: Cursor, left: Operand, column: number): Test {
  if (left.kind === "call" && TIMES.has(left.name)) {
    const from = pointOf(cursor);
    cursor.need("and");
    return { kind: "when", from, to: pointOf(cursor) };
  }
  if (cursor.peek().kind === "clock" && left.kind !== "arithmetic" && left.kind !== "time")
    throw cursor.unexpected("a value; for a window of time, write the comparison first, then between … and …");
  const low = operandOf(cursor);
  cursor.need("and");
  return { kind: "within", low, high: operandOf(cursor), column };
}

/** What may follow the test, in any order, each once. */
function tailOf(cursor: Cursor): Pick<Expression, "during" | "lasting" | "onlyWithAll"> {
  let during: Range | undefined;
  let lasting: number | undefined;
  let onlyWithAll = false;
  while (cursor.peek().kind !== "end") {
    if (during === undefined && cursor.takes("during")) during = rangeOf(cursor);
    else if (during === undefined && cursor.takes("between")) during = rangeOf(cursor, "and");
    else if (lasting === undefined && cursor.takes("for")) lasting = secondsOf(cursor.next());
    else if (!onlyWithAll && cursor.takes("only")) {
      for (const word of ["with", "all"]) cursor.need(word);
      onlyWithAll = true;
    } else throw cursor.unexpected("the end of the expression, during … or for …");
  }
  return { during, lasting, onlyWithAll };
}
