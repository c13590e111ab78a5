/** The metric grammar: what expectations, thresholds and objectives are written in. See docs/expressions.md. */

export type { Expression, Operand, Range } from "./ast.js";
export { checkExpression, expressionProblems } from "./check.js";
export { evaluateExpression, holdsDuring } from "./evaluate.js";
export { outagesOf } from "./health.js";
export type { Names } from "./names.js";
export { parseExpression } from "./parser.js";
export { type Find, type ScaledLiteral, scaledExpression } from "./scaling.js";
export { stretches, type Window } from "./windows.js";
