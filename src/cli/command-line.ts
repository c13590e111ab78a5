/** The command line: `tempfail <verb>`. One file per verb; this one ties them together and turns errors into exit codes. */
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { ENGINE_VERSION } from "../experiment/version.js";
import { suggest } from "../schema/suggest.js";
import { completions } from "./completion.js";
import { notice } from "./console.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { explain } from "./explain-error.js";
import { init } from "./init.js";
import { inspect } from "./inspect.js";
import { list } from "./list.js";
import { replay } from "./replay.js";
import { report } from "./report.js";
import { run } from "./run.js";
import { schema } from "./schema.js";
import { UsageError } from "./usage-error.js";
import { validate } from "./validate.js";
import type { Verb } from "./verb.js";

const verbs = [replay, run, validate, inspect, list, report, init, schema];

/** Runs one command line to its end and returns its exit code; what went wrong is told on stderr. */
export async function commandLine(words: readonly string[]): Promise<ExitCode> {
  try {
    return await obey(words);
  } catch (error) {
    const { text, code } = explain(error);
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
    .example("$0 replay may-2016-cassandra", "the Cassandra stall of May 2016, in seconds")
    .example("$0 list", "every shipped scenario with its question")
    .completion("completion", "Print a completion script for bash or zsh", complete)
    .fail((message, error) => {
      throw error ?? new UsageError(advised(message));
    });
  for (const one of verbs) parser.command(commandOf(one as Verb<unknown>, (reached) => (code = reached)));
  await parser.parseAsync();
  return code;
}

/** What yargs has against the command line, with the verb that was probably meant. */
function advised(message: string): string {
  const [, word] = /^Unknown commands?: ([^,]+)/.exec(message) ?? [];
  const names = verbs.map(({ command }) => command.split(" ")[0] ?? "");
  const meant = word === undefined ? undefined : suggest(word, names);
  const fault = word === undefined ? message.charAt(0).toLowerCase() + message.slice(1) : `unknown verb "${word}"`;
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  return `${fault}${hint}\n(tempfail --help lists the verbs, tempfail <verb> --help its options)`;
}

function commandOf({ command, describe, options, run }: Verb<unknown>, tell: (code: ExitCode) => void) {
  return {
    command,
    describe,
    builder: (command: Parameters<typeof options>[0]) => options(command),
    handler: async (given: Parameters<typeof run>[0]) => {
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
