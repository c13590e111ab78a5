/**
 * Words that the shell offers on Tab beside verbs and options: scenarios, topics, formats. `tempfail completion` prints
 * the script.
 */
import { reportFormats } from "../../report/index.js";
import { shippedNames } from "../../scenario/shipped.js";
import { schemaNames, topicNames } from "./topics.js";

const positionals: Record<string, () => readonly string[]> = {
  replay: shippedNames,
  run: shippedNames,
  validate: shippedNames,
  inspect: shippedNames,
  list: () => topicNames,
  schema: () => schemaNames,
};

/** The words for the place of the cursor; undefined leaves the answer to yargs (verbs, options). */
export function completions(current: string, words: readonly string[]): string[] | undefined {
  if (current.startsWith("-")) return undefined;
  const previous = words.at(-2) ?? "";
  if (previous === "--format" || previous === "-f")
    return matching(
      reportFormats.map(({ name }) => name),
      current,
    );
  const [verb] = words.slice(1).filter((word) => !word.startsWith("-"));
  const offered = verb === undefined || verb === current ? undefined : positionals[verb]?.();
  return offered && matching(offered, current);
}

function matching(words: readonly string[], current: string): string[] {
  return words.filter((word) => word.startsWith(current));
}
