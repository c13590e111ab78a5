/** What an expression of the metric grammar means: a tree of plain records, each with the column it was read at. */

import type { Seconds } from "../../schema/quantity.js";

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

export interface Literal {
  readonly kind: "literal";
  readonly value: number;
  readonly unit: string;
}

export interface Call {
  readonly kind: "call";
  readonly name: string;
  readonly of: Operand;
  /** The second argument: a share for `recovered`, a quiet gap for `episodes`. */
  readonly extra: Literal | undefined;
  readonly during: Range | undefined;
  readonly column: number;
}

export type Operand =
  | Literal
  | Call
  | { readonly kind: "metric"; readonly name: string; readonly column: number }
  | {
      readonly kind: "arithmetic";
      readonly sign: "+" | "-" | "*" | "/";
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: "condition"; readonly left: Operand; readonly is: Comparison; readonly right: Operand }
  | { readonly kind: "versus"; readonly left: Operand };

/** `time` operands (first, recovered) are compared with points; all others with values. */
export type Test =
  | { readonly kind: "compare"; readonly is: Comparison; readonly right: Operand }
  | { readonly kind: "within"; readonly low: Operand; readonly high: Operand }
  | { readonly kind: "when"; readonly from: Point; readonly to: Point }
  | { readonly kind: "holds" };

export interface Expression {
  readonly text: string;
  readonly never: boolean;
  readonly left: Operand;
  readonly test: Test;
  readonly during: Range | undefined;
  /** The comparison must hold in every bucket of a stretch of this length. */
  readonly lasting: Seconds | undefined;
  /** The factorial form: true with all factors together and with no fewer. Judged by the experiment. */
  readonly onlyWithAll: boolean;
}
