/** Checks the names and units of an expression before anything is run. */

import type { Problem } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import type { Expression, Operand, Point, Range } from "./ast.js";

/** What an expression may name. */
export interface Names {
  readonly metrics: readonly string[];
  /** Kinds of events, for `first(…)`. */
  readonly marks: readonly string[];
  readonly operations: readonly string[];
}

/** All unknown metrics and operations, with their columns. */
export function checkExpression(expression: Expression, names: Names): Problem[] {
  const checker = new Checker(names);
  checker.operand(expression.left);
  const { test, during } = expression;
  if (test.kind === "compare") checker.operand(test.right);
  if (test.kind === "within") for (const bound of [test.low, test.high]) checker.operand(bound);
  if (test.kind === "when") for (const point of [test.from, test.to]) checker.point(point);
  checker.range(during);
  return checker.problems;
}

class Checker {
  readonly problems: Problem[] = [];

  constructor(private readonly names: Names) {}

  operand(operand: Operand, known: readonly string[] = this.names.metrics): void {
    switch (operand.kind) {
      case "metric":
        return this.name("metric", operand.name, known, operand.column);
      case "call":
        this.range(operand.during);
        return this.operand(operand.of, this.knownTo(operand.name));
      case "versus":
        return this.operand(operand.left, known);
      case "arithmetic":
      case "condition":
        this.operand(operand.left, known);
        return this.operand(operand.right, known);
      case "literal":
        return;
    }
  }

  range(range: Range | undefined): void {
    if (range === undefined) return;
    if (range.kind === "operation") this.operation(range.name, range.column);
    else for (const point of [range.from, range.to]) this.point(point);
  }

  point(point: Point): void {
    if (point.kind === "operation") this.operation(point.name, point.column);
  }

  private operation(name: string, column: number): void {
    this.name("operation", name, this.names.operations, column);
  }

  /** Functions of parts take the names of parts; `first` takes events too. */
  private knownTo(call: string): readonly string[] {
    const { metrics, marks } = this.names;
    if (call === "first") return [...metrics, ...marks];
    if (call !== "recovered" && call !== "collapsed") return metrics;
    const ending = ".goodput";
    return ["all", ...metrics.filter((one) => one.endsWith(ending)).map((one) => one.slice(0, -ending.length))];
  }

  private name(kind: string, name: string, known: readonly string[], column: number): void {
    if (known.includes(name)) return;
    const suggestion = suggest(name, known);
    const expected = kind === "metric" ? "a metric of this scenario" : "an operation of this scenario, start or end";
    this.problems.push({
      path: `column ${column}`,
      found: `unknown ${kind} "${name}"`,
      expected,
      ...(suggestion && { suggestion }),
    });
  }
}
