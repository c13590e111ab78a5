/** What an expression of the metric grammar means: a tree of plain records, each with the column it was read at. */

import type { Seconds } from "../../schema/quantity.js";

/** A time of the run: an anchor, and an offset in seconds from it. */
export type Point =
  | { readonly kind: "clock"; readonly secondOfDay: Seconds; readonly plus: Seconds }
  | { readonly kind: "offset"; readonly plus: Seconds }
  | { readonly kind: "end"; readonly plus: Seconds }
  | {
      readonly kind: "operation";
      readonly name: string;
      readonly edge: "start" | "end";
      readonly plus: Seconds;
      readonly column: number;
    };

export type Range =
  | { readonly kind: "between"; readonly from: Point; readonly to: Point }
  | { readonly kind: "operation"; readonly name: string; readonly column: number };

export type Comparison = "<" | "<=" | ">" | ">=" | "=";
export type Sign = "+" | "-" | "*" | "/";

export interface Literal {
  readonly kind: "literal";
  readonly value: number;
  /** "s", "B", "1/s", "B/s", "fraction", or "1" for a bare number. */
  readonly unit: string;
  readonly text: string;
  readonly column: number;
}

export interface Call {
  readonly kind: "call";
  readonly name: string;
  readonly of: Operand;
  /** What follows the first argument: a share and a length for `recovered`, a quiet gap for `episodes`. */
  readonly extras: readonly Literal[];
  /** The series that `spearman` holds the first one against. */
  readonly beside?: Operand;
  readonly during: Range | undefined;
  readonly column: number;
}

/** A metric, a kind of event, a part of the system or an operation: what it is, its place and the names tell. */
export interface Name {
  readonly kind: "name";
  readonly name: string;
  readonly column: number;
}

export interface Arithmetic {
  readonly kind: "arithmetic";
  readonly sign: Sign;
  readonly left: Operand;
  readonly right: Operand;
  readonly column: number;
}

export interface Condition {
  readonly kind: "condition";
  readonly left: Operand;
  readonly is: Comparison;
  readonly right: Operand;
  readonly column: number;
}

/** The difference to the control run. */
export interface Versus {
  readonly kind: "versus";
  readonly left: Operand;
}

export interface ClockTime {
  readonly kind: "time";
  readonly point: Point;
}

export type Operand = Literal | Call | Name | Arithmetic | Condition | Versus | ClockTime;

/** Instants lie between two points, other values between two values. "holds": yes or no by itself. */
export type Test =
  | { readonly kind: "compare"; readonly is: Comparison; readonly right: Operand; readonly column: number }
  | { readonly kind: "within"; readonly low: Operand; readonly high: Operand; readonly column: number }
  | { readonly kind: "when"; readonly from: Point; readonly to: Point }
  | { readonly kind: "holds" };

export interface Expression {
  readonly text: string;
  /** What is observed: the text of `left`. */
  readonly observedText: string;
  readonly never: boolean;
  readonly left: Operand;
  readonly test: Test;
  /** Of the operands on the left, and on the right of the comparison, that have no window of their own. */
  readonly leftDuring: Range | undefined;
  readonly during: Range | undefined;
  /** The comparison must hold in every bucket of a stretch of this length. */
  readonly lasting: Seconds | undefined;
  /** The factorial form: true with all factors together and with no fewer. Judged by the experiment. */
  readonly onlyWithAll: boolean;
}
