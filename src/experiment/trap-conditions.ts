/**
 * The closed-form conditions of a retry trap at a queue whose callers time out: whether the collapsed state feeds itself, and
 * what ends it. lambda fresh load, mu capacity, r tries after the first, T how long callers wait.
 * Source: fluid argument for one FIFO queue that serves what its callers have left; held against simulation in the tests.
 */

import type { SystemOptions } from "../model/options.js";

export interface TrapLoad {
  /** Fresh requests per second. */
  readonly fresh: number;
  /** Calls per second that the service can serve. */
  readonly capacity: number;
  /** Tries after the first, and patience in seconds: means over callers, weighted by their rates. */
  readonly retries: number;
  readonly patience: number;
  /** Calls that may wait; Infinity for no bound. */
  readonly bound: number;
  /** What the scenario has against a collapse that the conditions know nothing of, by its options. */
  readonly defences: readonly string[];
}

export type TrapState = "safe" | "vulnerable" | "overloaded";

/** Safe: no collapse lasts. Vulnerable: one that is once there feeds itself. Overloaded: fresh load alone is too much. */
export function trapState({ fresh, capacity, retries, patience, bound }: TrapLoad): TrapState {
  if (bound < capacity * patience) return "safe";
  if (fresh >= capacity) return "overloaded";
  return fresh * (1 + retries) > capacity ? "vulnerable" : "safe";
}

/** Whether emptying the queue in an instant ends a collapse: the backlog of one patience is served within the next. */
export function restartCures({ fresh, capacity, retries }: TrapLoad): boolean {
  return fresh < capacity && fresh * (1 + retries) < 2 * capacity;
}

/** A call cycle by its name, and what it costs: calls hold their workers 1 + 2c times as long where nobody waits. */
export function cycleSentences(auth: SystemOptions["auth"]): string[] {
  if (auth === "off" || auth.nested === undefined || auth.nested.probability === 0) return [];
  const { via, probability } = auth.nested;
  const cost = `adds ${Math.round(200 * probability)} % to the utilisation`;
  return [
    `call cycle auth → ${via} → auth: ${Math.round(100 * probability)} % of calls hold their worker for another; ${cost}`,
  ];
}

/** The conditions in words, with their numbers; where a defence stands against a collapse, that instead of the verdict. */
export function trapSentences(load: TrapLoad): string[] {
  const { defences } = load;
  const sentences = conditionSentences(load);
  if (defences.length === 0) return sentences;
  const caution = `the closed form is of a first-come queue without guards; here ${defences.join(", ")} can prevent a collapse`;
  return trapState(load) === "vulnerable" ? [...sentences.slice(0, 1), caution] : [...sentences, caution];
}

function conditionSentences(load: TrapLoad): string[] {
  const { fresh, capacity, retries, patience, bound } = load;
  const storm = fresh * (1 + retries);
  const [f, c, s] = [fresh, capacity, storm].map((value) => `${round(value)}/s`);
  const utilisation = `utilisation ${Math.round((100 * fresh) / capacity)} %: fresh requests ${f}, capacity ${c}`;
  const limit = Math.floor(capacity * patience);
  switch (trapState(load)) {
    case "overloaded":
      return [utilisation, `overloaded: fresh requests alone exceed the capacity; retries make it ${s}`];
    case "vulnerable":
      return [
        utilisation,
        `vulnerable: when every request times out there are ${s} calls, more than the capacity; a collapse feeds itself`,
        `it ends when calls fall below ${c}: fewer than ${round(capacity / fresh - 1)} retries a request, or load shed`,
        `a queue of fewer than ${limit} calls could not make anybody wait ${round(patience)} s, and prevents it`,
        restartCures(load)
          ? `an instant restart cures it: ${s} is less than twice the capacity`
          : `an instant restart does not cure it: ${s} is at least twice the capacity`,
      ];
    case "safe":
      return [
        utilisation,
        bound < capacity * patience
          ? `safe: ${bound} calls in the queue are served within the ${round(patience)} s that callers wait`
          : `safe: even with every retry there are ${s} calls, less than the capacity`,
      ];
  }
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
