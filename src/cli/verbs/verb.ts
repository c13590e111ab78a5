/** A verb of the command line: its options as yargs declares them, and a function that returns the exit code. */
import type { ArgumentsCamelCase, Argv } from "yargs";
import type { ExitCode } from "../exit-code.js";

export interface Verb<Arguments> {
  options(yargs: Argv): Argv<Arguments>;
  run(given: ArgumentsCamelCase<Arguments>): ExitCode | Promise<ExitCode>;
}

/** Ties the type of the arguments to the options that declare them. */
export function verb<Arguments>(declared: Verb<Arguments>): Verb<Arguments> {
  return declared;
}
