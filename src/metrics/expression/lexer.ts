/** Cuts an expression into words, numbers with units, clock times and signs. */

import { type Problem, ScenarioError, shown } from "../../schema/scenario-error.js";

export interface Token {
  readonly kind: "word" | "number" | "clock" | "sign" | "end";
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

/** Longer texts are no expressions; the limit keeps the parser's recursion shallow. */
const LONGEST = 500;

const PATTERNS: readonly [Token["kind"], RegExp][] = [
  ["clock", /^\d{1,2}:\d{2}(:\d{2})?(?![\w:])/],
  ["sign", /^(\.\.|<=|>=|[<>=()+\-*/,])/],
  ["number", /^\d+(\.\d+)?([eE][+-]?\d+)?(%|\/(s|min|h|d)\b|[a-zA-Zµ]+(\/(s|min|h|d)\b)?(\d+[a-z]+)*)?/],
  ["word", /^[A-Za-z_][\w-]*(\.(?!\.)[\w-]+)*/],
];

export function tokens(text: string): Token[] {
  if (text.length > LONGEST) throw fault(LONGEST, `${text.length} characters`, `at most ${LONGEST}`);
  const found: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? "")) at++;
    if (at >= text.length) break;
    const token = tokenAt(text, at);
    found.push(token);
    at += token.text.length;
  }
  found.push({ kind: "end", text: "", column: text.length + 1 });
  return found;
}

function tokenAt(text: string, at: number): Token {
  const rest = text.slice(at);
  for (const [kind, pattern] of PATTERNS) {
    const match = pattern.exec(rest);
    if (match) return { kind, text: match[0], column: at + 1 };
  }
  throw fault(
    at + 1,
    shown(String.fromCodePoint(rest.codePointAt(0) ?? 0)),
    "a metric, a function, a number or a sign",
  );
}

/** A problem at a column of an expression. */
export function problemAt(column: number, found: string, expected: string, suggestion?: string): Problem {
  return { path: `column ${column}`, found, expected, ...(suggestion !== undefined && { suggestion }) };
}

/** The same, to be thrown by whoever cannot read on. */
export function fault(column: number, found: string, expected: string, suggestion?: string): ScenarioError {
  return new ScenarioError([problemAt(column, found, expected, suggestion)]);
}
