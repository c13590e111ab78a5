/** Checks the names, units and windows of an expression before anything is run. */

import { type Problem, ScenarioError } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import type { Expression, Point, Range } from "./ast.js";
import { problemAt } from "./lexer.js";
import type { Names } from "./names.js";
import { OperandCheck } from "./operand-check.js";
import { parseExpression } from "./parser.js";

/**
 * All problems, each with its column: unknown names with a suggestion, units that do not fit, functions of the wrong
 * kind of metric.
 */
export function checkExpression(expression: Expression, names: Names): Problem[] {
  const problems: Problem[] = [];
  const note = (problem: Problem) => problems.push(problem);
  const ranges = new RangeCheck(names, note);
  new OperandCheck(names, note, (range) => ranges.range(range)).expression(expression);
  const { test, leftDuring, during } = expression;
  if (test.kind === "when") for (const point of [test.from, test.to]) ranges.point(point);
  ranges.range(leftDuring);
  if (during !== leftDuring) ranges.range(during);
  return problems;
}

/** What is wrong with a text: that it cannot be read, or all that `checkExpression` finds. */
export function expressionProblems(text: string, names: Names): readonly Problem[] {
  try {
    return checkExpression(parseExpression(text), names);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
}

class RangeCheck {
  constructor(
    private readonly names: Names,
    private readonly note: (problem: Problem) => void,
  ) {}

  range(range: Range | undefined): void {
    if (range === undefined) return;
    if (range.kind === "operation") this.operation(range.name, range.column);
    else for (const point of [range.from, range.to]) this.point(point);
  }

  point(point: Point): void {
    if (point.kind === "operation") this.operation(point.name, point.column);
  }

  private operation(name: string, column: number): void {
    const known = this.names.operations;
    if (known.includes(name)) return;
    const expected =
      known.length === 0 ? "a time: this scenario has no operations" : `a time, or one of ${known.join(", ")}`;
    const suggestion = apart(name, known) ?? suggest(name, [...known, "start", "end"]);
    this.note(problemAt(column, `unknown operation "${name}"`, expected, suggestion));
  }
}

/** `roll - 5min` for `roll-5min`, which reads as one name. */
function apart(name: string, known: readonly string[]): string | undefined {
  const found = /^(.+)-(\d\w*)$/.exec(name);
  if (!found?.[1] || !found[2]) return undefined;
  return known.includes(found[1].replace(/\.end$/, "")) ? `${found[1]} - ${found[2]}` : undefined;
}
