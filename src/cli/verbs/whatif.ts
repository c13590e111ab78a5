/** `tempfail whatif FILE`: compares a scenario with variants of it on the same random numbers. */
import { rehearse } from "../../experiment/run.js";
import { compareVariants, type FactorialRuns, type VariantRuns } from "../../experiment/whatif.js";
import { askedVariants, declaredPlan, type Plan } from "../../experiment/whatif-plan.js";
import { terminalWhatif, whatifPasses } from "../../report/terminal/whatif.js";
import type { RunResult } from "../../results/run-result.js";
import type { WhatifResult } from "../../results/whatif-result.js";
import { loadScenario } from "../../scenario/load.js";
import { type LoadedScenario, scenarioSchema } from "../../scenario/schema.js";
import { printResult, terminalStyle } from "../console.js";
import { type ExitCode, exitCode } from "../exit-code.js";
import { changesOf, jobsOf, wholeNumber, withGlobalOptions, withJobs, withRough } from "../options/global-options.js";
import { memoryOf, withMemory } from "../options/memory-option.js";
import { withFile, withFirstSeed } from "../options/run-options.js";
import { UsageError } from "../options/usage-error.js";
import { interruptible } from "../running/interruption.js";
import { Progress } from "../running/progress.js";
import { type SeedStudy, seedResults } from "../running/seed-pool.js";
import { verb } from "./verb.js";

/** A run was cut short by the user. */
class Interrupted extends Error {}

export const whatif = verb({
  options: (yargs) =>
    withRough(withFirstSeed(withFile(withMemory(withJobs(withGlobalOptions(yargs))))))
      .option("without", {
        type: "string",
        array: true,
        nargs: 1,
        describe: "Leave out an operation or a path (repeatable)",
      })
      .option("set", { type: "string", array: true, nargs: 1, describe: "Change a value: path=value (repeatable)" })
      .option("move", {
        type: "string",
        array: true,
        nargs: 1,
        describe: "Move an operation to another time: rollback=11:05 (repeatable)",
      })
      .option("each", {
        type: "boolean",
        default: false,
        describe: "Apply each change by itself instead of all together",
      })
      .option("seeds", { type: "string", requiresArg: true, default: "1", describe: "Number of seeds to compare" })
      .example("$0 whatif july-2018-auth", "all counterfactuals that the scenario declares")
      .example(
        "$0 whatif july-2018-auth --without restart --set 'auth.callers[*].retries=0' --each",
        "two changes, one by one",
      ),
  run(given) {
    const changes = changesOf({ set: undefined, patch: undefined, rough: given.rough });
    const loaded = loadScenario(given.file, scenarioSchema, changes);
    const plan = planOf(loaded, given);
    const { quiet, local, json } = given;
    const seeds = wholeNumber("seeds", given.seeds, 1);
    const study = {
      firstSeed: wholeNumber("seed", given.seed, 0),
      seeds,
      jobs: jobsOf(given.jobs, seeds),
      memory: memoryOf(given.memory),
      quiet,
    };
    return interruptible(async (signal): Promise<ExitCode> => {
      const result = await compared(loaded, plan, { ...study, signal });
      if (result === undefined) return exitCode.interrupted;
      printResult(result, json, () => terminalWhatif(result, terminalStyle(local)));
      return whatifPasses(result) ? exitCode.ok : exitCode.failed;
    });
  },
});

interface Asked {
  readonly file: string;
  readonly without: string[] | undefined;
  readonly set: string[] | undefined;
  readonly move: string[] | undefined;
  readonly each: boolean;
}

/** The variants of the command line, else those that the scenario declares. Throws a UsageError when there are none. */
function planOf(loaded: LoadedScenario, { file, without, set, move, each }: Asked): Plan {
  const isAsked = [without, set, move].some((words) => (words ?? []).length > 0);
  if (isAsked) {
    rehearse(loaded);
    return { variants: askedVariants(loaded, { without, sets: set, moves: move }, each), factorials: [] };
  }
  const plan = declaredPlan(loaded);
  if (plan.variants.length + plan.factorials.length > 0) return plan;
  throw new UsageError(`${file} declares no counterfactuals: say what to change with --without, --set or --move`);
}

type Study = Omit<SeedStudy, "loaded" | "onFraction"> & { readonly quiet: boolean };

/** Undefined when the user interrupts: half a comparison compares nothing. */
async function compared(
  loaded: LoadedScenario,
  { variants, factorials }: Plan,
  study: Study,
): Promise<WhatifResult | undefined> {
  try {
    const all: VariantRuns[] = [{ name: "as it is", changes: [], runs: await runsOf(loaded, "as it is", study) }];
    for (const { name, changes, loaded: changed } of variants)
      all.push({ name, changes, runs: await runsOf(changed, name, study) });
    const crossed: FactorialRuns[] = [];
    for (const { name, factors, cells } of factorials) {
      const ran: { with: readonly string[]; runs: RunResult[] }[] = [];
      for (const cell of cells) ran.push({ with: cell.with, runs: await runsOf(cell.loaded, name, study) });
      crossed.push({ name, factors, cells: ran });
    }
    return compareVariants(all, crossed);
  } catch (error) {
    if (error instanceof Interrupted) return undefined;
    throw error;
  }
}

async function runsOf(loaded: LoadedScenario, name: string, study: Study): Promise<RunResult[]> {
  const progress = new Progress(name, study.seeds, study.quiet);
  const runs: RunResult[] = [];
  const onFraction = (fraction: number): void => progress.update(runs.length, fraction);
  try {
    for await (const run of seedResults({ ...study, loaded, onFraction })) {
      if (run.partial) throw new Interrupted();
      runs.push(run);
    }
  } finally {
    progress.end();
  }
  return runs;
}
