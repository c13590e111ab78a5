/**
 * An expression of a full system, said of a scaled one: what is written beside a count or a rate of the whole system is
 * divided by the scale. `count(m) >= 600` becomes 60 at scale 10; times, shares and figures of one node stay.
 */

import { pow } from "../../engine/math.js";
import type { Instrument } from "../recording.js";
import type { Arithmetic, Call, Condition, Expression, Literal, Operand, Range, Test } from "./ast.js";
import { COUNTS, percentileOf, RANKS, TIMES, VERDICTS } from "./functions.js";

/** A number of an expression that was divided. */
export interface ScaledLiteral {
  readonly written: Literal;
  /** What the scaled run compares with. */
  readonly value: number;
  /** What it stands beside. */
  readonly beside: Operand;
  readonly during: Range | undefined;
}

export interface ScaledExpression {
  readonly expression: Expression;
  readonly literals: readonly ScaledLiteral[];
  /**
   * Comparisons of what goes with the size and what does not: they mean something else at every scale. Their columns.
   */
  readonly mixed: readonly number[];
}

export type Find = (metric: string) => Instrument | undefined;

/** The power of the system's size that a value goes with: 1 of counts and rates, 0 of times and shares. */
type Power = number | "any" | "mixed";

export function scaledExpression(expression: Expression, scale: number, find: Find): ScaledExpression {
  if (scale === 1) return { expression, literals: [], mixed: [] };
  return new Scaling(expression, scale, find).result();
}

class Scaling {
  private readonly literals: ScaledLiteral[] = [];
  private readonly mixed: number[] = [];

  constructor(
    private readonly expression: Expression,
    private readonly scale: number,
    private readonly find: Find,
  ) {}

  result(): ScaledExpression {
    const { left, leftDuring, test } = this.expression;
    const power = this.power(left);
    const own = this.scaledTo(left, known(power), left, leftDuring);
    const expression = { ...this.expression, left: own, test: this.test(test, power) };
    return { expression, literals: this.literals, mixed: this.mixed };
  }

  private test(test: Test, power: Power): Test {
    const { left, leftDuring } = this.expression;
    const bound = (operand: Operand, column: number) => {
      const target = this.shared(power, this.power(operand), column);
      return this.scaledTo(operand, target, left, leftDuring);
    };
    if (test.kind === "compare") return { ...test, right: bound(test.right, test.column) };
    if (test.kind !== "within") return test;
    return { ...test, low: bound(test.low, test.column), high: bound(test.high, test.column) };
  }

  /** The power of both sides of a comparison; where they differ it is noted, and nothing is divided. */
  private shared(a: Power, b: Power, column: number): number {
    const one = together(a, b);
    if (one === "mixed") this.mixed.push(column);
    return known(one);
  }

  private power(operand: Operand): Power {
    switch (operand.kind) {
      case "literal":
        return "any";
      case "name":
        return powerOf(this.find(operand.name));
      case "versus":
        return this.power(operand.left);
      case "arithmetic":
        return this.powerOfArithmetic(operand);
      case "call":
        return this.powerOfCall(operand);
      case "time":
      case "condition":
        return 0;
    }
  }

  private powerOfArithmetic({ sign, left, right }: Arithmetic): Power {
    const [a, b] = [this.power(left), this.power(right)];
    if (sign === "+" || sign === "-") return together(a, b);
    if (a === "mixed" || b === "mixed") return "mixed";
    if (a === "any" && b === "any") return "any";
    return sign === "*" ? known(a) + known(b) : known(a) - known(b);
  }

  private powerOfCall({ name, of }: Call): Power {
    if (TIMES.has(name) || VERDICTS.has(name) || COUNTS.has(name) || RANKS.has(name) || name === "share") return 0;
    const instrument = of.kind === "name" ? this.find(of.name) : undefined;
    if (instrument?.kind === "histogram") return name === "count" || name === "rate" ? 1 : 0;
    return percentileOf(name) === undefined ? this.power(of) : 0;
  }

  /** The operand with its numbers divided so that it goes with this power of the size. */
  private scaledTo(operand: Operand, power: number, beside: Operand, during: Range | undefined): Operand {
    switch (operand.kind) {
      case "literal":
        return this.literal(operand, power, beside, during);
      case "versus":
        return { ...operand, left: this.scaledTo(operand.left, power, beside, during) };
      case "arithmetic":
        return this.arithmetic(operand, power, beside, during);
      case "call":
        return this.call(operand, during);
      case "condition":
        return this.condition(operand, during);
      case "name":
      case "time":
        return operand;
    }
  }

  private literal(written: Literal, power: number, beside: Operand, during: Range | undefined): Literal {
    if (power === 0 || written.value === 0) return written;
    const value = written.value / pow(this.scale, power);
    this.literals.push({ written, value, beside, during });
    return { ...written, value };
  }

  /** Terms go with the power of their sum; of factors, the ones that are only written take what the others leave. */
  private arithmetic(operand: Arithmetic, power: number, beside: Operand, during: Range | undefined): Operand {
    const { sign, left, right } = operand;
    const [a, b] = [this.power(left), this.power(right)];
    const isTerm = sign === "+" || sign === "-";
    const target = isTerm && together(a, b) === "mixed" ? 0 : power;
    if (isTerm && together(a, b) === "mixed") this.mixed.push(operand.column);
    const rest = a === "any" && b === "any" ? power : known(a);
    const next = (one: Operand, to: number, other: Operand) =>
      this.scaledTo(one, to, one.kind === "literal" && other.kind !== "literal" ? other : beside, during);
    return {
      ...operand,
      left: next(left, isTerm ? target : rest, right),
      right: next(right, isTerm ? target : known(b), left),
    };
  }

  private call(call: Call, outer: Range | undefined): Call {
    const { of, beside } = call;
    const during = call.during ?? outer;
    const inside = (one: Operand) => this.scaledTo(one, known(this.power(one)), one, during);
    return { ...call, of: inside(of), ...(beside !== undefined && { beside: inside(beside) }) };
  }

  private condition(condition: Condition, during: Range | undefined): Condition {
    const { left, right, column } = condition;
    const power = this.shared(this.power(left), this.power(right), column);
    const isWritten = this.power(left) === "any";
    const [observed, bound] = isWritten ? [right, left] : [left, right];
    const [own, other] = [
      this.scaledTo(observed, power, observed, during),
      this.scaledTo(bound, power, observed, during),
    ];
    return isWritten ? { ...condition, left: other, right: own } : { ...condition, left: own, right: other };
  }
}

/** Of a metric's value, in a bucket or at a time. Fractions and times are those of any size. */
function powerOf(instrument: Instrument | undefined): 0 | 1 {
  if (instrument === undefined || instrument.extent === "each" || instrument.kind === "histogram") return 0;
  return ["1", "B", "1/s", "B/s"].includes(instrument.unit) ? 1 : 0;
}

function together(a: Power, b: Power): Power {
  if (a === "mixed" || b === "mixed") return "mixed";
  if (a === "any") return b;
  return b === "any" || a === b ? a : "mixed";
}

/** A number that is only written goes with nothing unless something beside it does. */
function known(power: Power): number {
  return typeof power === "number" ? power : 0;
}
