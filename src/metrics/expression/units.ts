/** The units that functions and arithmetic give. */

import type { Recording } from "../recording.js";
import {
  FRACTION,
  INSTANT,
  isComparable,
  ONE,
  product,
  quotient,
  SECONDS,
  type Unit,
  unitName,
  unitOf,
} from "../unit.js";
import type { Expression, Operand, Sign } from "./ast.js";
import { RANKS, TIMES, VERDICTS } from "./functions.js";
import type { MetricInfo } from "./names.js";

/** Undefined when the argument's unit is needed and not known. */
export function callUnit(name: string, argument: Unit | undefined, info: MetricInfo | undefined): Unit | undefined {
  if (TIMES.has(name)) return INSTANT;
  if (name === "episodes" || RANKS.has(name)) return ONE;
  if (name === "minutes" || name === "share") return FRACTION;
  if (VERDICTS.has(name)) return ONE;
  // A histogram's values are counted; a counter's amounts are summed.
  const amount = info?.kind === "histogram" && (name === "rate" || name === "count") ? ONE : argument;
  if (name !== "rate" || amount === undefined) return amount;
  return quotient(amount, SECONDS);
}

/** Undefined for what cannot be: bytes plus seconds, a clock time doubled, two clock times added. */
export function arithmeticUnit(sign: Sign, a: Unit, b: Unit): Unit | undefined {
  const [isTime, isOther] = [a.form === "instant", b.form === "instant"];
  if (sign === "*" || sign === "/") {
    if (isTime || isOther) return undefined;
    return sign === "*" ? product(a, b) : quotient(a, b);
  }
  if (isTime && isOther) return sign === "-" ? SECONDS : undefined;
  if (isTime) return isComparable(b, SECONDS) ? INSTANT : undefined;
  if (isOther) return sign === "+" && isComparable(a, SECONDS) ? INSTANT : undefined;
  if (!isComparable(a, b)) return undefined;
  return a.form === "fraction" && b.form === "fraction" ? FRACTION : { ...a, form: "plain" };
}

/** The unit of an operand that has been checked. */
export function unitIn(operand: Operand, recording: Recording): Unit {
  switch (operand.kind) {
    case "literal":
      return unitOf(operand.unit);
    case "time":
      return INSTANT;
    case "name":
      return unitOf(recording.named(operand.name)?.unit ?? "instant");
    case "arithmetic":
      return arithmeticUnit(operand.sign, unitIn(operand.left, recording), unitIn(operand.right, recording)) ?? ONE;
    case "versus": {
      const unit = unitIn(operand.left, recording);
      return unit.form === "instant" ? SECONDS : unit;
    }
    case "call": {
      const info = operand.of.kind === "name" ? recording.named(operand.of.name) : undefined;
      return callUnit(operand.name, info ? unitOf(info.unit) : unitIn(operand.of, recording), info) ?? ONE;
    }
    case "condition":
      return ONE;
  }
}

/**
 * The unit in which a verdict is told. A ratio of counts has none of its own: held against percents, it is a fraction.
 */
export function unitOfVerdict({ left, test }: Expression, recording: Recording): Unit {
  const unit = unitIn(left, recording);
  const bounds = test.kind === "compare" ? [test.right] : test.kind === "within" ? [test.low, test.high] : [];
  const isShare = unit.form === "plain" && bounds.some((bound) => unitIn(bound, recording).form === "fraction");
  return isShare ? FRACTION : unit;
}

/** In messages: "s", "B/s", "a time", "a number", "a share". */
export function unitText(unit: Unit): string {
  const name = unitName(unit);
  if (name === "instant") return "a time";
  if (name === "fraction") return "a share";
  return name === "1" ? "a number" : name;
}
