/** A verb of the command line: its declaration for yargs, and a function that returns the exit code. */
import type { ArgumentsCamelCase, Argv } from "yargs";
import type { ExitCode } from "../exit-code.js";

export interface Verb<Arguments> {
  /** With positionals: `replay <file>`. */
  readonly command: string;
  readonly describe: string;
  options(yargs: Argv): Argv<Arguments>;
  run(given: ArgumentsCamelCase<Arguments>): ExitCode | Promise<ExitCode>;
}

/** Ties the type of the arguments to the options that declare them. */
export function verb<Arguments>(declared: Verb<Arguments>): Verb<Arguments> {
  return declared;
}
