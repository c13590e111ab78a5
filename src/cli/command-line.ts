/**
 * The command line: `tempfail <verb>`. Loads the verbs that its words name and no others, hands them to yargs, and
 * turns errors into exit codes.
 */
import yargs, { type Argv } from "yargs";
import { hideBin } from "yargs/helpers";
import { ENGINE_VERSION } from "../experiment/version.js";
import { notice } from "./console.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import type { completions } from "./options/completion.js";
import { usageAdvice } from "./options/usage-advice.js";
import { UsageError } from "./options/usage-error.js";
import { errorText } from "./running/error-text.js";
import { type VerbEntry, verbs } from "./verbs/index.js";
import type { Verb } from "./verbs/verb.js";

const COMPLETION = "Print a completion script for bash or zsh";
const COMPLETING = "--get-yargs-completions";

/** Runs one command line to its end and returns its exit code. Errors go to stderr. */
export async function commandLine(words: readonly string[]): Promise<ExitCode> {
  try {
    return await obey(words);
  } catch (error) {
    const { text, code } = errorText(error, words);
    notice(text);
    return code;
  }
}

async function obey(words: readonly string[]): Promise<ExitCode> {
  const named = await loaded(words);
  let code: ExitCode = exitCode.ok;
  // Words to complete cost much to find out and nothing else needs them.
  const offered = words.includes(COMPLETING) ? (await import("./options/completion.js")).completions : undefined;
  const parser = program(words).completion("completion", COMPLETION, completer(offered));
  parser.fail((message, error) => {
    // Errors that yargs throws itself are about the command line too; all others are passed on.
    if (error && error.name !== "YError") throw error;
    throw new UsageError(
      usageAdvice(message ?? error?.message ?? "", {
        commands: [...verbs.map(({ command }) => command), "completion"],
        options: optionsOf(words[0], named),
        verb: words[0],
      }),
    );
  });
  for (const entry of verbs) parser.command(commandOf(entry, named.get(entry), (reached) => (code = reached)));
  await parser.parseAsync();
  return code;
}

/** What the program says of itself, without its verbs. */
function program(words: readonly string[]): Argv {
  return yargs([...words])
    .scriptName("tempfail")
    .usage("$0 <verb>\n\nReplays mail-queue incidents: senders, retries, 421s and the storage stalls that cause them.")
    .locale("en")
    .parserConfiguration({ "dot-notation": false, "parse-numbers": false, "parse-positional-numbers": false })
    .exitProcess(false)
    .version(ENGINE_VERSION)
    .alias("help", "h")
    .demandCommand(1, "Which verb?")
    .strict()
    .strictCommands()
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .epilogue(
      "Exit codes: 0 ok, 1 expectation failed, 2 usage or scenario, 3 inconclusive, 70 our bug, 130 interrupted",
    )
    .example("$0 replay may-2016-cassandra", "the Cassandra stall of May 2016")
    .example("$0 list", "all shipped scenarios, each with its question");
}

type Loaded = ReadonlyMap<VerbEntry, Verb<unknown>>;

/** The verbs whose names are among the words: yargs can reach no other. */
async function loaded(words: readonly string[]): Promise<Loaded> {
  const named = verbs.filter(({ command }) => words.includes(nameOf(command)));
  return new Map(await Promise.all(named.map(async (entry) => [entry, await entry.load()] as const)));
}

function commandOf({ command, describe }: VerbEntry, verb: Verb<unknown> | undefined, tell: (code: ExitCode) => void) {
  return {
    command,
    describe,
    builder: (command: Argv) => verb?.options(command) ?? command,
    handler: async (given: Parameters<Verb<unknown>["run"]>[0]) => {
      if (verb === undefined) throw new Error(`${command} was reached without its name`);
      refuseRepeated(given, command, verb);
      tell(await verb.run(given));
    },
  };
}

/** Yargs hands over the word at the cursor, and functions to fall back on its own suggestions and to answer. */
function completer(offered: typeof completions | undefined) {
  return (
    current: string,
    _given: unknown,
    suggestVerbs: (answer: (error: Error | null, words?: string[]) => void) => void,
    answer: (words: string[]) => void,
  ): void => {
    const words = offered?.(
      current,
      hideBin(process.argv).filter((word) => word !== COMPLETING),
    );
    if (words) answer(words);
    else suggestVerbs((_error, defaults) => answer(defaults ?? []));
  };
}

/** Throws a UsageError for an option of one value that is given twice: yargs passes it on as a list. */
function refuseRepeated(given: Record<string, unknown>, command: string, verb: Verb<unknown>): void {
  const { key, array } = parserOptions(verb);
  for (const [name, value] of Object.entries(given)) {
    const isOption = name in key && name.length > 1 && !command.includes(name);
    if (!isOption || array.includes(name) || !Array.isArray(value)) continue;
    throw new UsageError(`--${name} is given more than once`);
  }
}

interface ParserOptions {
  readonly key: Record<string, unknown>;
  readonly array: readonly string[];
}

/** The options of a verb. Yargs knows them, but does not tell in its types. */
function parserOptions(verb: Verb<unknown>): ParserOptions {
  return (verb.options(yargs([])) as unknown as { getOptions(): ParserOptions }).getOptions();
}

/** The options that the verb of this name takes; none when there is no such verb. */
function optionsOf(name: string | undefined, named: Loaded): string[] {
  const [, verb] = [...named].find(([{ command }]) => nameOf(command) === name) ?? [];
  return verb === undefined ? [] : Object.keys(parserOptions(verb).key).filter((key) => key.length > 1);
}

function nameOf(command: string): string {
  return command.split(" ")[0] ?? "";
}
