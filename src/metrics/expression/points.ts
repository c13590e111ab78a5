/** Reads windows and the times that bound them: 11:05, 2h, start, end, and operations by name. */

import type { Seconds } from "../../schema/quantity.js";
import type { Point, Range } from "./ast.js";
import type { Cursor } from "./cursor.js";
import { fault, type Token } from "./lexer.js";
import { secondsOf } from "./literal.js";

/** `a..b`, `a and b` (after the word between), or an operation's name for the time that it took. */
export function rangeOf(cursor: Cursor, joint: ".." | "and" = ".."): Range {
  const from = pointOf(cursor);
  if (cursor.takes(joint)) return { kind: "between", from, to: pointOf(cursor) };
  if (joint === ".." && from.kind === "operation" && from.edge === "start" && from.plus === 0)
    return { kind: "operation", name: from.name, column: from.column };
  throw cursor.unexpected(
    joint === "and"
      ? '"and" and the other end'
      : '".." and the other end of the window; only an operation alone is one',
  );
}

export function pointOf(cursor: Cursor): Point {
  const sign = cursor.sign("+", "-");
  if (cursor.peek().kind === "number") {
    const plus = secondsOf(cursor.next());
    return { kind: "offset", plus: sign === "-" ? -plus : plus };
  }
  if (sign !== undefined) throw cursor.unexpected("a duration, such as 5min");
  if (cursor.peek().kind === "clock") return clockOf(cursor.next(), plusOf(cursor));
  if (cursor.peek().kind !== "word") throw cursor.unexpected("a time: 11:05, an offset such as 2h, or an operation");
  return namedPoint(cursor.next(), plusOf(cursor));
}

export function clockOf({ text, column }: Token, plus: Seconds = 0): Point {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(":").map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) throw fault(column, `"${text}"`, "a time of day up to 23:59:59");
  return { kind: "clock", secondOfDay: hours * 3600 + minutes * 60 + seconds, plus };
}

/** `start`, `end`, `roll` for an operation's beginning, `roll.end`. */
export function namedPoint({ text, column }: { text: string; column: number }, plus: Seconds = 0): Point {
  if (text === "start") return { kind: "offset", plus };
  if (text === "end") return { kind: "end", plus };
  const isEnd = text.endsWith(".end");
  const name = isEnd ? text.slice(0, -".end".length) : text;
  return { kind: "operation", name, edge: isEnd ? "end" : "start", plus, column };
}

function plusOf(cursor: Cursor): Seconds {
  const sign = cursor.sign("+", "-");
  if (sign === undefined) return 0;
  const seconds = secondsOf(cursor.next());
  return sign === "-" ? -seconds : seconds;
}
