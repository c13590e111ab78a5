/** Which run a verb looks at: a scenario or a stored run, and its seed. */
import type { Argv } from "yargs";
import { wholeNumber } from "./global-options.js";

export function withFile<Arguments>(command: Argv<Arguments>) {
  return command.positional("file", {
    type: "string",
    demandOption: true,
    describe: "Scenario file, or name of a shipped scenario",
  });
}

export function withRun<Arguments>(command: Argv<Arguments>) {
  return command.positional("run", {
    type: "string",
    demandOption: true,
    describe: "Run directory, scenario file, or name of a shipped scenario",
  });
}

export function withSeed<Arguments>(command: Argv<Arguments>) {
  return command.option("seed", {
    type: "string",
    requiresArg: true,
    describe: "Seed (default: that of the run, or 1)",
  });
}

/** Undefined leaves the choice to the run. Throws a UsageError. */
export function seedOf({ seed }: { readonly seed: string | undefined }): number | undefined {
  return seed === undefined ? undefined : wholeNumber("seed", seed, 0);
}

/** The first seed of those that a verb runs. */
export function withFirstSeed<Arguments>(command: Argv<Arguments>) {
  return command.option("seed", { type: "string", requiresArg: true, default: "1", describe: "First seed" });
}
