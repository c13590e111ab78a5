/** Builds the system of a scenario, and gives what is wrong with it its place in the scenario's files. */

import { MailSystem } from "../model/system.js";
import type { MailObserver } from "../model/vocabulary/mail-observer.js";
import { type Path, parsePath } from "../scenario/path.js";
import type { ResolvedScenario } from "../scenario/schema.js";
import { type Problem, ScenarioError } from "../schema/scenario-error.js";

/** @param further looks for more that is wrong. Throws a ScenarioError with all problems. */
export function buildSystem(
  loaded: ResolvedScenario,
  seed: number,
  {
    observer,
    further = () => [],
  }: { observer?: MailObserver; further?: (system: MailSystem) => readonly Problem[] } = {},
): MailSystem {
  const { scenario, placeOf } = loaded;
  const placed = (problem: Problem) => withPlace(problem, placeOf);
  try {
    const system = new MailSystem(scenario.clock, scenario, seed, observer);
    const problems = [...further(system), ...system.problems];
    if (problems.length > 0) throw new ScenarioError(problems);
    return system;
  } catch (error) {
    throw error instanceof ScenarioError ? new ScenarioError(error.problems.map(placed)) : error;
  }
}

function withPlace(problem: Problem, placeOf: ResolvedScenario["placeOf"]): Problem {
  if (problem.place !== undefined || problem.path === "") return problem;
  const place = placeOf?.(pathOf(problem.path));
  return place === undefined ? problem : { ...problem, place };
}

function pathOf(text: string): Path {
  const steps = parsePath(text);
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step) => (step.kind === "key" ? [step.key] : step.kind === "index" ? [step.index] : []));
}
