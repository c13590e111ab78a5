/** The options that `replay` and `run` share, and the order that they make. */
import type { Argv } from "yargs";
import { loadScenario } from "../../scenario/load.js";
import { type LoadedScenario, scenarioSchema } from "../../scenario/schema.js";
import {
  type ChangeOptions,
  changesOf,
  type GlobalOptions,
  jobsOf,
  wholeNumber,
  withChangeOptions,
  withGlobalOptions,
  withJobs,
  withOut,
} from "../options/global-options.js";
import { memoryOf, withMemory } from "../options/memory-option.js";
import { withFile, withFirstSeed } from "../options/run-options.js";

export interface Order extends GlobalOptions {
  readonly loaded: LoadedScenario;
  readonly firstSeed: number;
  /** The largest number of seeds, counted up from the first. */
  readonly seeds: number;
  /** Stop as soon as the mean accept latency is known this precisely, as a fraction of itself. */
  readonly precision: number | undefined;
  /** Threads that a study of several seeds may use. */
  readonly jobs: number;
  /** Bytes that a run may take; undefined for most of what the machine has. */
  readonly memory: number | undefined;
  readonly out: string | undefined;
}

export function withOrderOptions<Arguments>(command: Argv<Arguments>) {
  return withFirstSeed(withMemory(withJobs(withOut(withChangeOptions(withGlobalOptions(withFile(command)))))));
}

/** What the options give. */
interface Given extends GlobalOptions, ChangeOptions {
  readonly file: string;
  readonly seed: string;
  readonly jobs: string | undefined;
  readonly memory: string | undefined;
  readonly out: string | undefined;
}

/** Loads the scenario. Throws a UsageError or a ScenarioError. */
export function orderOf(given: Given, seeds: number, precision?: number): Order {
  return {
    json: given.json,
    quiet: given.quiet,
    local: given.local,
    loaded: loadScenario(given.file, scenarioSchema, changesOf(given)),
    firstSeed: wholeNumber("seed", given.seed, 0),
    seeds,
    jobs: jobsOf(given.jobs, seeds),
    precision,
    memory: memoryOf(given.memory),
    out: given.out,
  };
}
