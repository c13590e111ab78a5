/**
 * The closed-form conditions of a retry trap at a queue whose callers time out: when a collapse feeds itself, and what
 * ends it. The symbols are the fresh load, the capacity, the tries after the first, and the patience of the callers.
 * Source: a fluid argument for one first-come queue that serves calls whose callers have given up; the tests compare it
 * with simulation.
 */

import type { AuthLoad } from "../model/auth/auth-system.js";
import type { SystemOptions } from "../model/options.js";
import type { TrapState } from "../results/explanation.js";
import { formatCount, formatDuration, formatExactCount, formatFraction, formatRate } from "../schema/format.js";

/** Safe: no collapse lasts. Vulnerable: a collapse feeds itself. Overloaded: the fresh load alone is too much. */
export function trapState({ fresh, capacity, retries, patience, bound }: AuthLoad): TrapState {
  if (bound < capacity * patience) return "safe";
  if (fresh >= capacity) return "overloaded";
  return fresh * (1 + retries) > capacity ? "vulnerable" : "safe";
}

/** True when emptying the queue at once ends a collapse: the backlog of one patience is served within the next. */
export function restartCures({ fresh, capacity, retries }: AuthLoad): boolean {
  return fresh < capacity && fresh * (1 + retries) < 2 * capacity;
}

/** A call cycle and its cost. With probability c a call holds its worker during another call: 1 + 2c times as long. */
export function cycleSentences(auth: SystemOptions["auth"]): string[] {
  if (auth === "off" || auth.nested === undefined || auth.nested.probability === 0) return [];
  const { via, probability } = auth.nested;
  const [share, cost] = [probability, 2 * probability].map((value) => formatFraction(value));
  const effect = `${share} of calls hold their worker during another call; this adds ${cost} to the utilisation`;
  return [`call cycle auth → ${via} → auth: ${effect}`];
}

/** The conditions in words. A scenario with defences against a collapse gets a caution instead of the verdict. */
export function trapSentences(load: AuthLoad): string[] {
  const { defences } = load;
  const sentences = conditionSentences(load);
  if (defences.length === 0) return sentences;
  const scope = "the closed form is for a first-come queue without guards";
  const caution = `${scope}; here ${defences.join(", ")} can prevent a collapse`;
  return trapState(load) === "vulnerable" ? [...sentences.slice(0, 1), caution] : [...sentences, caution];
}

function conditionSentences(load: AuthLoad): string[] {
  const { fresh, capacity, retries, patience, bound } = load;
  const storm = fresh * (1 + retries);
  const [f, c, s] = [fresh, capacity, storm].map((value) => formatRate(value));
  const utilisation = `utilisation ${formatFraction(fresh / capacity)}: fresh requests ${f}, capacity ${c}`;
  const [limit, wait] = [formatExactCount(Math.floor(capacity * patience)), formatDuration(patience)];
  const retriesBelow = formatCount(capacity / fresh - 1);
  switch (trapState(load)) {
    case "overloaded":
      return [utilisation, `overloaded: fresh requests alone exceed the capacity; retries raise them to ${s}`];
    case "vulnerable":
      return [
        utilisation,
        `vulnerable: when every request times out, calls come at ${s}, more than the capacity; a collapse feeds itself`,
        `it ends when calls fall below ${c}: with fewer than ${retriesBelow} retries per request, or by shedding load`,
        `a queue bound below ${limit} calls prevents it: no call then waits ${wait}, which is the patience of its caller`,
        restartCures(load)
          ? `a restart that empties the queue at once cures it: ${s} is less than twice the capacity`
          : `a restart that empties the queue at once does not cure it: ${s} is at least twice the capacity`,
      ];
    case "safe":
      return [
        utilisation,
        bound < capacity * patience
          ? `safe: a full queue of ${formatExactCount(bound)} calls is served within ${wait}, the patience of the callers`
          : `safe: with every retry, calls come at ${s}, less than the capacity`,
      ];
  }
}
