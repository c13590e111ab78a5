/**
 * Finds the unit of every operand of an expression, and notes what cannot be: names, kinds and units that do not fit.
 */

import type { Problem } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import { INSTANT, isComparable, SECONDS, type Unit, unitName, unitOf } from "../unit.js";
import type { Arithmetic, Call, Condition, Expression, Name, Operand, Range } from "./ast.js";
import { callProblems } from "./call-check.js";
import { COUNTS, isFigure, OF_PARTS, VERDICTS } from "./functions.js";
import { problemAt } from "./lexer.js";
import type { Names } from "./names.js";
import { noMetric } from "./no-metric.js";
import { namedPoint } from "./points.js";
import { arithmeticUnit, callUnit, unitText } from "./units.js";

/** One number for a window, or one for each bucket (inside a function, and before `for 5min`). */
type Place = "figure" | "bucket";

export class OperandCheck {
  constructor(
    private readonly names: Names,
    private readonly note: (problem: Problem) => void,
    private readonly range: (range: Range | undefined) => void,
  ) {}

  expression({ left, test, lasting }: Expression): void {
    if (test.kind === "holds") {
      this.unit(left, "figure", "verdict");
      return;
    }
    const place: Place = lasting === undefined ? "figure" : "bucket";
    const unit = this.unit(left, place);
    if (test.kind === "compare") this.comparable(left, unit, test.right, this.unit(test.right, "figure"), test.column);
    if (test.kind === "within")
      for (const bound of [test.low, test.high])
        this.comparable(left, unit, bound, this.unit(bound, "figure"), test.column);
  }

  /** Undefined when it cannot be told, for a reason that has been noted. */
  private unit(operand: Operand, place: Place, use: "value" | "verdict" = "value"): Unit | undefined {
    switch (operand.kind) {
      case "literal":
        return unitOf(operand.unit);
      case "time":
        return INSTANT;
      case "name":
        return this.name(operand, place);
      case "versus":
        return differenceOf(this.unit(operand.left, place));
      case "arithmetic":
        return this.arithmetic(operand, place);
      case "condition":
        this.condition(operand);
        return undefined;
      case "call":
        return this.call(operand, place, use);
    }
  }

  private name({ name, column }: Name, place: Place): Unit | undefined {
    const info = this.names.metrics.get(name);
    if (info === undefined) return this.operation(name, column, place);
    if (place === "figure") {
      const wanted =
        info.kind === "histogram" ? `p99(${name}) or mean(${name})` : `max(${name}), mean(${name}) or last(${name})`;
      this.note(problemAt(column, `"${name}" alone has a value in each bucket`, `a figure such as ${wanted}`));
    } else if (info.kind === "histogram")
      this.note(problemAt(column, `"${name}" is a histogram`, `a figure of each bucket such as p99(${name})`));
    return unitOf(info.unit);
  }

  private operation(name: string, column: number, place: Place): Unit | undefined {
    const { metrics, operations } = this.names;
    const point = namedPoint({ text: name, column });
    const isTime = point.kind !== "operation" || operations.includes(point.name);
    if (isTime && place === "figure") return INSTANT;
    const suggestion =
      (place === "figure" ? difference(name, operations) : undefined) ??
      suggest(name, [...metrics.keys(), ...(place === "figure" ? operations : [])]);
    this.note(noMetric({ name, column }, this.names, suggestion));
    return undefined;
  }

  private arithmetic(operand: Arithmetic, place: Place): Unit | undefined {
    const { sign, left, right, column } = operand;
    const [a, b] = [this.unit(left, place), this.unit(right, place)];
    if (a === undefined || b === undefined) return undefined;
    const unit = arithmeticUnit(sign, a, b);
    if (unit === undefined) {
      const what = sign === "+" || sign === "-" ? "two values of one unit" : "two values that are no times of the day";
      this.note(problemAt(column, `${unitText(a)} ${sign} ${unitText(b)}`, what));
    }
    return unit;
  }

  private condition({ left, right, column }: Condition): void {
    this.comparable(left, this.unit(left, "bucket"), right, this.unit(right, "bucket"), column);
  }

  private call(call: Call, place: Place, use: "value" | "verdict"): Unit | undefined {
    const { name, of, column } = call;
    this.range(call.during);
    const problems = callProblems(call, this.names);
    for (const problem of problems) this.note(problem);
    if (call.beside !== undefined) this.unit(call.beside, "bucket");
    if (VERDICTS.has(name) && use === "value")
      this.note(problemAt(column, `${name}(…) as a value`, `${name}(…) by itself: it holds or does not`));
    if (place === "bucket" && !isFigure(name))
      this.note(problemAt(column, `${name}(…) of each bucket`, "a metric or a figure of one, such as rate(m)"));
    if (place === "bucket" && call.during !== undefined)
      this.note(problemAt(column, "a window inside of a function", "one window, of the outer function"));
    const unit = callUnit(name, this.argument(name, of), COUNTS.has(name) ? undefined : this.info(of));
    return problems.length === 0 ? unit : undefined;
  }

  /** The unit of what a function is applied to, its names and units checked. */
  private argument(name: string, of: Operand): Unit | undefined {
    if (OF_PARTS.has(name) || (of.kind === "name" && (name === "first" || isFigure(name)))) {
      const info = this.info(of);
      return info === undefined ? undefined : unitOf(info.unit);
    }
    return this.unit(of, "bucket");
  }

  private info(of: Operand) {
    return of.kind === "name" ? this.names.metrics.get(of.name) : undefined;
  }

  private comparable(a: Operand, unit: Unit | undefined, b: Operand, other: Unit | undefined, column: number): void {
    if (unit === undefined || other === undefined || isComparable(unit, other)) return;
    if (isZero(a) || isZero(b) || isOffset(a, other) || isOffset(b, unit)) return;
    const found = `${unitText(unit)} compared with ${unitText(other)}`;
    const at = b.kind === "literal" ? b.column : column;
    const cure = withUnit(b, unit);
    const example = cure === undefined ? EXAMPLES[unitName(unit)] : undefined;
    const such = example === undefined ? "" : `, such as ${example}`;
    this.note(problemAt(at, found, `${unitText(unit)} on both sides${such}`, cure));
  }
}

/** How expressions write a value of a unit. */
const EXAMPLES: Readonly<Record<string, string>> = {
  "1": "5",
  fraction: "90%",
  s: "30s",
  B: "75kB",
  "1/s": "200/s",
  "B/s": "64MB/s",
  instant: "11:05",
};

/** `late - outage` for `late-outage`, which reads as one name. */
function difference(name: string, operations: readonly string[]): string | undefined {
  const isKnown = (text: string) => ["start", "end", ...operations].includes(text.replace(/(?<=.)\.end$/, ""));
  for (let at = name.indexOf("-"); at >= 0; at = name.indexOf("-", at + 1)) {
    const [left, right] = [name.slice(0, at), name.slice(at + 1)];
    if (isKnown(left) && isKnown(right)) return `${left} - ${right}`;
  }
  return undefined;
}

/** `30s` for a bare 30 beside seconds or a time, `3` for 3s beside a number. */
function withUnit(operand: Operand, unit: Unit): string | undefined {
  if (operand.kind !== "literal") return undefined;
  const name = unitName(unit);
  if (operand.unit !== "1") return name === "1" ? /^-?[\d.]+/.exec(operand.text)?.[0] : undefined;
  if (name === "instant") return `${operand.text}s`;
  return ["s", "B", "1/s", "B/s"].includes(name) ? `${operand.text}${name.replace("1/", "/")}` : undefined;
}

/** Nothing is nothing in every unit. */
function isZero(operand: Operand): boolean {
  return operand.kind === "literal" && operand.value === 0 && operand.unit === "1";
}

/** `first(e) < 2h`: two hours after the start. */
function isOffset(operand: Operand, other: Unit): boolean {
  return operand.kind === "literal" && operand.unit === "s" && other.form === "instant";
}

function differenceOf(unit: Unit | undefined): Unit | undefined {
  return unit?.form === "instant" ? SECONDS : unit;
}
