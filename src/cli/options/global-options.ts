/** Options that several verbs share. Each means the same everywhere. */
import { availableParallelism } from "node:os";
import type { Argv } from "yargs";
import type { Changes } from "../../scenario/scenario.js";
import { UsageError } from "./usage-error.js";

/** For verbs that run something, show progress and print times. */
export interface GlobalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly local: boolean;
}

/** All three. A verb that cannot honour one of them takes only the others. */
export function withGlobalOptions<Arguments>(command: Argv<Arguments>) {
  return withLocal(withQuiet(withJson(command)));
}

export function withJson<Arguments>(command: Argv<Arguments>) {
  return command.option("json", { type: "boolean", default: false, describe: "Print the result as JSON" });
}

export function withQuiet<Arguments>(command: Argv<Arguments>) {
  return command.option("quiet", {
    type: "boolean",
    alias: "q",
    default: false,
    describe: "Print only the verdict, without progress",
  });
}

export function withLocal<Arguments>(command: Argv<Arguments>) {
  return command.option("local", {
    type: "boolean",
    default: false,
    describe: "Show times in your time zone instead of UTC",
  });
}

/** Changes to a scenario file from the command line. */
export interface ChangeOptions {
  readonly set: readonly string[] | undefined;
  readonly patch: readonly string[] | undefined;
  readonly rough: boolean;
}

export function withChangeOptions<Arguments>(command: Argv<Arguments>) {
  return withRough(command)
    .option("set", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "Change a value, such as senders.shops.rate=400/s (repeatable)",
    })
    .option("patch", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "Apply a YAML file on top of the scenario (repeatable)",
    });
}

export function withRough<Arguments>(command: Argv<Arguments>) {
  return command.option("rough", {
    type: "boolean",
    default: false,
    describe: "Run at a scale that changes more than the size of the system",
  });
}

export function withOut<Arguments>(command: Argv<Arguments>) {
  return command.option("out", {
    type: "string",
    requiresArg: true,
    alias: "o",
    describe: "Directory for the results (default: reports/<scenario>/…)",
  });
}

export function withJobs<Arguments>(command: Argv<Arguments>) {
  return command.option("jobs", {
    type: "string",
    requiresArg: true,
    describe: "Seeds to run in parallel (default: one per processor)",
  });
}

/** The number of threads for `seeds` seeds. Throws a UsageError. */
export function jobsOf(text: string | undefined, seeds: number): number {
  return Math.min(seeds, text === undefined ? availableParallelism() : wholeNumber("jobs", text, 1));
}

export function changesOf({ set, patch, rough }: ChangeOptions): Changes {
  return { sets: [...(set ?? []), ...(rough ? ["clock.rough=true"] : [])], patches: patch ?? [] };
}

/** A whole number from the command line. Throws a UsageError that names the option. */
export function wholeNumber(option: string, value: unknown, atLeast: number): number {
  const number = typeof value === "number" ? value : Number(String(value));
  if (Array.isArray(value)) throw new UsageError(`--${option} is given more than once`);
  if (!Number.isSafeInteger(number) || number < atLeast)
    throw new UsageError(`--${option} ${String(value)}: expected a whole number, at least ${atLeast}`);
  return number;
}
