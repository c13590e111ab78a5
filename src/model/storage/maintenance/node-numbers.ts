/** Translates node numbers of a scenario, which count from 1, into indices of the cluster, which count from 0. */
import { formatCount } from "../../../schema/format.js";
import { ScenarioError } from "../../../schema/scenario-error.js";

/** The indices of the nodes. Throws a ScenarioError that lists the numbers outside 1 to `count`. */
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
