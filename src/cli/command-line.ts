/**
 * The command line: `tempfail <verb>`. One file per verb; this one ties them together and turns errors into exit codes.
 */
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { ENGINE_VERSION } from "../experiment/version.js";
import { notice } from "./console.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { completions } from "./options/completion.js";
import { usageAdvice } from "./options/usage-advice.js";
import { UsageError } from "./options/usage-error.js";
import { errorText } from "./running/error-text.js";
import { explainTrap } from "./verbs/explain.js";
import { init } from "./verbs/init.js";
import { inspect } from "./verbs/inspect.js";
import { list } from "./verbs/list.js";
import { probe } from "./verbs/probe.js";
import { qshape } from "./verbs/qshape.js";
import { replay } from "./verbs/replay.js";
import { report } from "./verbs/report.js";
import { run } from "./verbs/run.js";
import { schema } from "./verbs/schema.js";
import { trace } from "./verbs/trace.js";
import { validate } from "./verbs/validate.js";
import { vantage } from "./verbs/vantage.js";
import type { Verb } from "./verbs/verb.js";
import { verify } from "./verbs/verify.js";
import { whatif } from "./verbs/whatif.js";
import { where } from "./verbs/where.js";

const verbs = [
  replay,
  run,
  validate,
  inspect,
  list,
  report,
  qshape,
  trace,
  vantage,
  where,
  probe,
  whatif,
  explainTrap,
  verify,
  init,
  schema,
];

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
  let code: ExitCode = exitCode.ok;
  const parser = yargs([...words])
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
    .example("$0 list", "all shipped scenarios, each with its question")
    .completion("completion", "Print a completion script for bash or zsh", complete)
    .fail((message, error) => {
      const commands = [...verbs.map(({ command }) => command), "completion"];
      // Errors that yargs throws itself are about the command line too; all others are passed on.
      if (error && error.name !== "YError") throw error;
      throw new UsageError(
        usageAdvice(message ?? error?.message ?? "", { commands, options: optionsOf(words[0]), verb: words[0] }),
      );
    });
  for (const one of verbs) parser.command(commandOf(one as Verb<unknown>, (reached) => (code = reached)));
  await parser.parseAsync();
  return code;
}

function commandOf({ command, describe, options, run }: Verb<unknown>, tell: (code: ExitCode) => void) {
  return {
    command,
    describe,
    builder: (command: Parameters<typeof options>[0]) => options(command),
    handler: async (given: Parameters<typeof run>[0]) => {
      refuseRepeated(given, command);
      tell(await run(given));
    },
  };
}

/** Yargs hands over the word at the cursor, and functions to fall back on its own suggestions and to answer. */
function complete(
  current: string,
  _given: unknown,
  suggestVerbs: (answer: (error: Error | null, words?: string[]) => void) => void,
  answer: (words: string[]) => void,
): void {
  const words = completions(
    current,
    hideBin(process.argv).filter((word) => word !== "--get-yargs-completions"),
  );
  if (words) answer(words);
  else suggestVerbs((_error, defaults) => answer(defaults ?? []));
}

/** Throws a UsageError for an option of one value that is given twice: yargs passes it on as a list. */
function refuseRepeated(given: Record<string, unknown>, command: string): void {
  const { key, array } = parserOptions(command);
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
function parserOptions(command: string): ParserOptions {
  const one = verbs.find((verb) => verb.command === command);
  const parser = one?.options(yargs([])) as { getOptions(): ParserOptions } | undefined;
  return parser?.getOptions() ?? { key: {}, array: [] };
}

function optionsOf(name: string | undefined): string[] {
  const command = verbs.map((verb) => verb.command).find((form) => form.split(" ")[0] === name);
  return command === undefined ? [] : Object.keys(parserOptions(command).key).filter((key) => key.length > 1);
}
