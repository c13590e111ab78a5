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
import type { Operand, Sign } from "./ast.js";
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

/** In messages: "s", "B/s", "a time", "a number". */
export function unitText(unit: Unit): string {
  const name = unitName(unit);
  if (name === "instant") return "a time";
  return name === "1" || name === "fraction" ? "a number" : name;
}
