/** Comparisons and arithmetic between values. What is divided by nothing has no value. */

import type { Comparison, Sign } from "./ast.js";

/** Equality of calculated values is judged to nine digits. */
const DIGITS = 1e-9;

/** False when either side has no value. */
export function compare(left: number, is: Comparison, right: number): boolean {
  switch (is) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "=":
      return Math.abs(left - right) <= DIGITS * Math.max(Math.abs(left), Math.abs(right));
  }
}

export function calculate(sign: Sign, left: number, right: number): number {
  switch (sign) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? Number.NaN : left / right;
  }
}
