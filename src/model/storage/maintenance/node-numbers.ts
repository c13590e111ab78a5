/** Nodes as a scenario names them, by numbers from 1, and as the cluster does, by indices from 0. */
import { formatCount } from "../../../schema/format.js";
import { ScenarioError } from "../../../schema/scenario-error.js";

/** The indices of the nodes. Throws a ScenarioError when a number is none of theirs. */
export function nodeIndices(numbers: readonly number[], count: number): number[] {
  const wrong = numbers.filter((number) => !(number >= 1 && number <= count));
  if (wrong.length > 0)
    throw new ScenarioError(
      wrong.map((number) => ({
        path: "nodes",
        found: `node ${number} of ${formatCount(count)}`,
        expected: `a number from 1 to ${count}`,
      })),
    );
  return numbers.map((number) => number - 1);
}
