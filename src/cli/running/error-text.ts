/** The text and the exit code of a failed command: without a stack trace unless the error is our bug. */
import { NoEdge } from "../../experiment/no-edge.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import { type ExitCode, exitCode } from "../exit-code.js";
import { UsageError } from "../options/usage-error.js";
import { RunFailure } from "./run-failure.js";
import { atSources } from "./source-places.js";

/** @param words the command line that failed */
export function errorText(error: unknown, words: readonly string[]): { text: string; code: ExitCode } {
  if (error instanceof ScenarioError) return { text: error.message, code: exitCode.usage };
  if (error instanceof UsageError) return { text: `tempfail: ${error.message}`, code: exitCode.usage };
  if (error instanceof NoEdge) return { text: `tempfail: ${error.message}`, code: exitCode.usage };
  if (error instanceof RunFailure)
    return { text: atSources(error.report(repeating(words, error.place.seed))), code: exitCode.internal };
  const { stack, message } = error instanceof Error ? error : new Error(String(error));
  return { text: atSources(`internal error: ${stack ?? message}`), code: exitCode.internal };
}

/** Options about the number of runs and the place of results: repeating the run that failed needs none of them. */
const OF_MANY = ["--seed", "--seeds", "--replications", "--precision", "--jobs", "--out", "-o"];

/** The same command for one seed, with the file and the changes that were given. */
function repeating(words: readonly string[], seed: number): string {
  const kept = words.filter((word, i) => {
    const isValue = OF_MANY.includes(words[i - 1] ?? "");
    return !isValue && !OF_MANY.includes(word.split("=", 1)[0] ?? "");
  });
  return ["tempfail", ...kept.map(quoted), "--seed", String(seed)].join(" ");
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
