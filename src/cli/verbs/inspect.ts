/** `tempfail inspect FILE`: each resolved value with its origin (file and line, or default) and its provenance. */
import { rehearse } from "../../experiment/run.js";
import { cycleSentences, trapSentences } from "../../experiment/trap-conditions.js";
import type { MailSystem } from "../../model/system.js";
import type { ResolvedLeaf } from "../../scenario/leaves.js";
import { loadScenario } from "../../scenario/load.js";
import { pathText } from "../../scenario/path.js";
import { scenarioHash } from "../../scenario/resolved.js";
import { type LoadedScenario, scenarioSchema } from "../../scenario/schema.js";
import { print } from "../console.js";
import { exitCode } from "../exit-code.js";
import { changesOf, withChangeOptions, withJson, withQuiet } from "../options/global-options.js";
import { withFile } from "../options/run-options.js";
import { inspection } from "./inspection.js";
import { verb } from "./verb.js";

export const inspect = verb({
  options: (yargs) =>
    withFile(withChangeOptions(withQuiet(withJson(yargs))))
      .option("defaults", {
        type: "boolean",
        default: true,
        describe: "Include defaults (--no-defaults leaves them out)",
      })
      .example("$0 inspect may-2016-cassandra", "all values")
      .example("$0 inspect outage.yaml --no-defaults --json", "only what the file itself sets"),
  run(given) {
    const loaded = loadScenario(given.file, scenarioSchema, changesOf(given));
    const system = rehearse(loaded);
    const leaves = loaded.leaves.filter(({ origin }) => given.defaults || origin.kind !== "default");
    print(
      given.json
        ? `${JSON.stringify(asJson(loaded, leaves), null, 2)}\n`
        : inspection(loaded, leaves, warningsOf(system, loaded.scenario), given.quiet),
    );
    return exitCode.ok;
  },
});

/** What closed forms say about the load at the start, without a run. */
function warningsOf({ authLoad }: MailSystem, { auth }: LoadedScenario["scenario"]): string[] {
  return authLoad === undefined ? [] : [...cycleSentences(auth), ...trapSentences(authLoad)];
}

function asJson({ scenario, counts }: LoadedScenario, leaves: readonly ResolvedLeaf[]) {
  const values = leaves.map(({ path, value, origin, label }) => ({
    path: pathText(path),
    value,
    origin: origin.place,
    provenance: label ?? null,
  }));
  return { name: scenario.name, sha256: scenarioHash(scenario), provenance: counts, values };
}
