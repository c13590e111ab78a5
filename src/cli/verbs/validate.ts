/** `tempfail validate FILE…`: reports all errors of scenarios at once, without a run. */
import { declaredPlan } from "../../experiment/whatif-plan.js";
import { loadScenario } from "../../scenario/load.js";
import { scenarioSchema } from "../../scenario/schema.js";
import { type Problem, ScenarioError } from "../../schema/scenario-error.js";
import { notice, print } from "../console.js";
import { exitCode } from "../exit-code.js";
import { changesOf, withChangeOptions, withJson, withQuiet } from "../options/global-options.js";
import { verb } from "./verb.js";

export const validate = verb({
  options: (yargs) =>
    withChangeOptions(withQuiet(withJson(yargs)))
      .positional("files", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "Scenario files, or names of shipped scenarios",
      })
      .example("$0 validate scenarios/*.yaml", "all of your scenarios")
      .example("$0 validate outage.yaml --json", "for an editor or a CI job"),
  run(given) {
    const outcomes = given.files.map((file) => ({ file, problems: problemsOf(file, changesOf(given)) }));
    const invalid = outcomes.filter(({ problems }) => problems.length > 0);
    if (given.json) print(`${JSON.stringify(outcomes.map(shown), null, 2)}\n`);
    else {
      for (const { file, problems } of outcomes) {
        if (problems.length > 0) notice(new ScenarioError(problems).message);
        else if (!given.quiet) print(`${file}: valid\n`);
      }
    }
    return invalid.length > 0 ? exitCode.usage : exitCode.ok;
  },
});

function problemsOf(file: string, changes: ReturnType<typeof changesOf>): readonly Problem[] {
  try {
    declaredPlan(loadScenario(file, scenarioSchema, changes));
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
}

function shown({ file, problems }: { file: string; problems: readonly Problem[] }) {
  return { file, valid: problems.length === 0, problems };
}
