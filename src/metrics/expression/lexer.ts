/** Cuts an expression into words, numbers with units, clock times and signs. */

import { ScenarioError, shown } from "../../schema/scenario-error.js";

export interface Token {
  readonly kind: "word" | "number" | "clock" | "sign" | "end";
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

const PATTERNS: readonly [Token["kind"], RegExp][] = [
  ["clock", /^\d{1,2}:\d{2}(:\d{2})?(?![\w:])/],
  ["sign", /^(\.\.|<=|>=|[<>=()+\-*/,])/],
  ["number", /^\d+(\.\d+)?([eE][+-]?\d+)?(%|\/(s|min|h|d)\b|[a-zA-Z]+(\/s\b)?(\d+[a-z]+)*)?/],
  ["word", /^[A-Za-z_][\w-]*(\.(?!\.)[\w-]+)*/],
];

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = /^\s+/.exec(text.slice(at));
    if (space) at += space[0].length;
    if (at >= text.length) break;
    const token = tokenAt(text, at);
    found.push(token);
    at += token.text.length;
  }
  found.push({ kind: "end", text: "the end", column: text.length + 1 });
  return found;
}

function tokenAt(text: string, at: number): Token {
  const rest = text.slice(at);
  for (const [kind, pattern] of PATTERNS) {
    const match = pattern.exec(rest);
    if (match) return { kind, text: match[0], column: at + 1 };
  }
  throw fault(at + 1, shown(rest[0]), "a metric, a function, a number with its unit, or a sign");
}

/** An error at a column of an expression. */
export function fault(column: number, found: string, expected: string, suggestion?: string): ScenarioError {
  const problem = { path: `column ${column}`, found, expected, ...(suggestion && { suggestion }) };
  return new ScenarioError([problem]);
}
