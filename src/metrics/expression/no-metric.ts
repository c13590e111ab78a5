/** What is wrong with a name that stands where a metric is meant. */

import type { Problem } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import type { Name } from "./ast.js";
import { problemAt } from "./lexer.js";
import type { Names } from "./names.js";

/** @param suggestion what was probably meant, where the place knows more than the names do */
export function noMetric({ name, column }: Omit<Name, "kind">, names: Names, suggestion?: string): Problem {
  const expected = "a metric of this scenario";
  if (names.unseen?.has(name)) return problemAt(column, `"${name}" is an event`, `${expected}: alerts see no events`);
  if (names.events.has(name)) return problemAt(column, `"${name}" is an event`, expected, `first(${name})`);
  return problemAt(
    column,
    `unknown metric "${name}"`,
    expected,
    suggestion ?? suggest(name, [...names.metrics.keys()]),
  );
}
