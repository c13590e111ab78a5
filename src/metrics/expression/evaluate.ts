/** Judges an expression by the recording of a run. What cannot be observed is "no data", and never passes. */

import { type Clock, formatDuration, formatValue } from "../../schema/format.js";
import type { Seconds } from "../../schema/quantity.js";
import type { Recording } from "../recording.js";
import { unitName } from "../unit.js";
import { compare } from "./arithmetic.js";
import type { Expression, Operand, Test } from "./ast.js";
import { VERDICTS } from "./functions.js";
import { clockFrom } from "./run-clock.js";
import { longestStretch } from "./stretches.js";
import { unitIn, unitOfVerdict } from "./units.js";
import { Values } from "./values.js";
import { oneStretch, type Times, type Window } from "./windows.js";
import { worstBucket } from "./worst-bucket.js";

export interface Evaluation {
  readonly recording: Recording;
  /** The control run, for `vs control`. */
  readonly control?: Recording;
  readonly operations: readonly Window[];
  /** The UTC second at which the run starts. */
  readonly clockStart: number;
}

export interface Verdict {
  readonly pass: boolean;
  /** NaN when there is no data, infinity for a time that never came, 1 or 0 for yes or no. */
  readonly observed: number;
  /** As results name units. */
  readonly unit: string;
  /** `p99(accept.latency) 21.4s`; `no data: …`; for a failed one also the worst place. */
  readonly text: string;
  /** Start of the worst bucket of a failed comparison. */
  readonly worstAt?: Seconds;
}

/** The expression should have passed `checkExpression` with the names of this recording. */
export function evaluateExpression(expression: Expression, evaluation: Evaluation): Verdict {
  const { recording, control, operations, clockStart } = evaluation;
  const times: Times = { operations, clockStart, end: recording.span.end };
  const judge = new Judge(expression, new Values(recording, times, control), times);
  return expression.lasting === undefined ? judge.figure() : judge.stretch(expression.lasting);
}

/**
 * Judges a condition without a window from one time to another, up to now, as an alert rule does. False without data.
 */
export function holdsDuring(condition: Expression, evaluation: Evaluation, from: Seconds, to: Seconds): boolean {
  const [low, high] = [Math.max(0, from), to].map((plus) => ({ kind: "offset", plus }) as const);
  if (low === undefined || high === undefined) return false;
  const during = { kind: "between", from: low, to: high } as const;
  const { recording, control, operations, clockStart } = evaluation;
  const times: Times = { operations, clockStart, end: recording.span.end };
  const expression = { ...condition, leftDuring: during, during };
  const judge = new Judge(expression, new Values(recording, times, control), times);
  return condition.lasting === undefined ? judge.passes() : judge.stretch(condition.lasting).pass;
}

class Judge {
  private readonly clock: Clock;

  constructor(
    private readonly expression: Expression,
    private readonly values: Values,
    private readonly times: Times,
  ) {
    this.clock = clockFrom(times.clockStart);
  }

  /** The verdict alone: nothing is put into words, no worst place is looked for. */
  passes(): boolean {
    const { left, leftDuring, never, test } = this.expression;
    const observed = this.values.of(left, leftDuring);
    const holds = Number.isNaN(observed) ? undefined : this.holds(observed, test);
    return holds !== undefined && holds !== never;
  }

  figure(): Verdict {
    const { expression, values } = this;
    const { left, leftDuring, never, test } = expression;
    const observed = values.of(left, leftDuring);
    const holds = Number.isNaN(observed) ? undefined : this.holds(observed, test);
    const pass = holds !== undefined && holds !== never;
    const isVerdict = left.kind === "call" && VERDICTS.has(left.name);
    const unit = unitName(unitOfVerdict(expression, values.recording));
    if (holds === undefined)
      return { pass, observed: Number.NaN, unit, text: `no data: ${values.missing ?? "not observed"}` };
    if (isVerdict) return { pass, observed, unit, text: `${expression.observedText}: ${holds ? "yes" : "no"}` };
    // Only a time that never came is infinite, and what is calculated from one.
    const shown = Number.isFinite(observed) ? formatValue(observed, unit, this.clock) : "never";
    const text = `${expression.observedText} ${shown}`;
    return pass || never ? { pass, observed, unit, text } : { pass, observed, unit, ...this.worst(text, unit) };
  }

  /** `m > x for 5min`: how long the condition held without a break. */
  stretch(lasting: Seconds): Verdict {
    const { expression, values } = this;
    const { left, leftDuring, never, observedText, test } = expression;
    if (test.kind !== "compare") throw new Error("only comparisons last");
    const bound = this.bound(test.right);
    const condition = values.holding(left, (value) => compare(value, test.is, bound), leftDuring);
    const { length, from } = longestStretch(condition, values.recording.span);
    if (Number.isNaN(length) || Number.isNaN(bound))
      return {
        pass: false,
        observed: Number.NaN,
        unit: "s",
        text: `no data: ${values.missing ?? "nothing was observed in the window"}`,
      };
    const held = length >= lasting - 1e-9;
    const since = length > 0 ? ` from ${this.clock.time(from)}` : "";
    const text = `${observedText} ${test.is} … held for ${formatDuration(length)}${since}`;
    const pass = held !== never;
    return { pass, observed: length, unit: "s", text, ...(!pass && length > 0 && { worstAt: from }) };
  }

  /** Undefined when what it is compared with is missing. */
  private holds(observed: number, test: Test): boolean | undefined {
    switch (test.kind) {
      case "compare": {
        const bound = this.bound(test.right);
        return Number.isNaN(bound)
          ? undefined
          : Number.isFinite(observed) && Number.isFinite(bound) && compare(observed, test.is, bound);
      }
      case "within": {
        const [low, high] = [this.bound(test.low), this.bound(test.high)];
        return Number.isNaN(low) || Number.isNaN(high) ? undefined : observed >= low && observed <= high;
      }
      case "when": {
        const { from, to } = oneStretch(test.from, test.to, this.times);
        return Number.isNaN(from) || Number.isNaN(to) ? undefined : observed >= from && observed <= to;
      }
      case "holds":
        return (
          Number.isFinite(observed) &&
          (observed !== 0 || unitIn(this.expression.left, this.values.recording).form === "instant")
        );
    }
  }

  private bound(operand: Operand): number {
    return this.values.of(operand, this.expression.during);
  }

  private worst(text: string, unit: string): Pick<Verdict, "text" | "worstAt"> {
    const { test } = this.expression;
    const bounds =
      test.kind === "compare"
        ? [this.bound(test.right)]
        : test.kind === "within"
          ? [this.bound(test.low), this.bound(test.high)]
          : [];
    const worst = worstBucket(this.expression, bounds, this.values);
    if (worst === undefined) return { text };
    return {
      text: `${text}; worst ${formatValue(worst.value, unit, this.clock)} at ${this.clock.time(worst.at)}`,
      worstAt: worst.at,
    };
  }
}
