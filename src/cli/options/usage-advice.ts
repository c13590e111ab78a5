/** Rewords the complaints of yargs about a command line: what is wrong, and what was probably meant. */
import { didYouMean, suggest } from "../../schema/suggest.js";

/** The words that the command line can contain. */
export interface KnownWords {
  /** With positionals: `replay <file>`. */
  readonly commands: readonly string[];
  /** Without dashes, those of the verb at hand. */
  readonly options: readonly string[];
  /** The verb at hand, if there is one. */
  readonly verb: string | undefined;
}

const WHERE_TO_LOOK = "(tempfail --help lists the verbs; tempfail <verb> --help lists the options of one)";

/** `message` as yargs words it. */
export function usageAdvice(message: string, known: KnownWords): string {
  return `${fault(message, known)}\n${WHERE_TO_LOOK}`;
}

function fault(message: string, { commands, options, verb }: KnownWords): string {
  const [, command] = /^Unknown commands?: ([^,]+)/.exec(message) ?? [];
  const form = commands.find((one) => nameOf(one) === verb);
  if (command !== undefined && form) return `unexpected argument "${command}"; the form is tempfail ${form}`;
  if (command !== undefined) return unknown("verb", command, commands.map(nameOf));
  const [, argument] = /^Unknown arguments?: ([^,]+)/.exec(message) ?? [];
  if (argument !== undefined) return unknownArgument(argument, options);
  const [, name, given, choices] = /Argument: (\w+), Given: "(.*)", Choices: (.*)/.exec(message) ?? [];
  if (name !== undefined && given !== undefined) return notAChoice(name, given, choices ?? "");
  const [, valueless] = /^Not enough arguments following: (\S+)/.exec(message) ?? [];
  if (valueless !== undefined) return `${valueless.length > 1 ? "--" : "-"}${valueless} needs a value`;
  if (message.startsWith("Not enough non-option") && form)
    return `an argument is missing; the form is tempfail ${form}`;
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function unknownArgument(argument: string, options: readonly string[]): string {
  if (!options.includes(argument)) {
    const meant = suggest(argument, options);
    if (meant !== undefined) return `unknown option --${argument}; did you mean --${meant}?`;
  }
  return `unknown argument "${argument}"`;
}

function notAChoice(name: string, given: string, choices: string): string {
  const names = [...choices.matchAll(/"([^"]*)"/g)].map(([, choice]) => choice ?? "");
  return `${unknown(name === "of" ? "schema" : name, given, names)}\nexpected one of ${names.join(", ")}`;
}

function unknown(kind: string, word: string, names: readonly string[]): string {
  return `unknown ${kind} "${word}"${didYouMean(word, names)}`;
}

function nameOf(command: string): string {
  return command.split(" ")[0] ?? "";
}
