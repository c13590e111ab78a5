/** Options that mean the same wherever they are offered, and the groups of options that several verbs share. */
import { availableParallelism } from "node:os";
import type { Argv } from "yargs";
import { z } from "zod";
import type { Changes } from "../../scenario/load.js";
import { size } from "../../schema/quantity.js";
import { UsageError } from "./usage-error.js";

/** What a verb gets that runs something, tells how far it is, and prints times. */
export interface GlobalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly local: boolean;
}

/** All three; a verb that could not honour one of them takes the others by themselves. */
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
    describe: "Print the verdict only, no progress",
  });
}

export function withLocal<Arguments>(command: Argv<Arguments>) {
  return command.option("local", {
    type: "boolean",
    default: false,
    describe: "Show times in your own zone instead of UTC",
  });
}

/** What is changed in a scenario file on the command line. */
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
      describe: "Change a value: path=value, as in senders.shops.rate=400/s (repeatable)",
    })
    .option("patch", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "Lay a YAML file over the scenario (repeatable)",
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

export function withMemory<Arguments>(command: Argv<Arguments>) {
  return command.option("memory", {
    type: "string",
    requiresArg: true,
    describe: "Stop a run that takes more than this, such as 2GB (default: 85 % of what there is)",
  });
}

export function withJobs<Arguments>(command: Argv<Arguments>) {
  return command.option("jobs", {
    type: "string",
    requiresArg: true,
    describe: "Seeds that run side by side (default: one per processor)",
  });
}

/** Threads for so many seeds. Throws a UsageError. */
export function jobsOf(text: string | undefined, seeds: number): number {
  return Math.min(seeds, text === undefined ? availableParallelism() : wholeNumber("jobs", text, 1));
}

/** Bytes; undefined when nothing was asked for. Throws a UsageError. */
export function memoryOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = z.safeDecode(size, text);
  if (parsed.success && parsed.data > 0) return parsed.data;
  throw new UsageError(`--memory ${text}: expected a size above 0, such as 2GB`);
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
