/** `tempfail inspect FILE`: every value that would be run, who wrote it, and why it is what it is. */

import { rehearse } from "../experiment/run.js";
import { textTable } from "../report/text/text-table.js";
import type { ResolvedLeaf } from "../scenario/leaves.js";
import { loadScenario } from "../scenario/load.js";
import { pathText } from "../scenario/path.js";
import { scenarioHash } from "../scenario/resolved.js";
import { type LoadedScenario, scenarioSchema } from "../scenario/schema.js";
import { print, terminalStyle } from "./console.js";
import { exitCode } from "./exit-code.js";
import { changesOf, withChangeOptions, withGlobalOptions } from "./global-options.js";
import { verb } from "./verb.js";

export const inspect = verb({
  command: "inspect <file>",
  describe: "Show every resolved value with its origin and provenance",
  options: (yargs) =>
    withChangeOptions(withGlobalOptions(yargs))
      .positional("file", {
        type: "string",
        demandOption: true,
        describe: "A scenario file or the name of a shipped one",
      })
      .option("defaults", { type: "boolean", default: true, describe: "Show values that nobody wrote, too" })
      .example("$0 inspect may-2016-cassandra", "all that is run")
      .example("$0 inspect outage.yaml --no-defaults --json", "what the file itself says"),
  run(given) {
    const loaded = loadScenario(given.file, scenarioSchema, changesOf(given));
    rehearse(loaded);
    const leaves = loaded.leaves.filter(({ origin }) => given.defaults || origin.kind !== "default");
    print(given.json ? `${JSON.stringify(asJson(loaded, leaves), null, 2)}\n` : asText(loaded, leaves, given.quiet));
    return exitCode.ok;
  },
});

function asJson({ scenario, counts }: LoadedScenario, leaves: readonly ResolvedLeaf[]) {
  const values = leaves.map(({ path, value, origin, label }) => ({
    path: pathText(path),
    value,
    origin: origin.place,
    provenance: label ?? null,
  }));
  return { name: scenario.name, sha256: scenarioHash(scenario), provenance: counts, values };
}

function asText({ scenario, counts }: LoadedScenario, leaves: readonly ResolvedLeaf[], quiet: boolean): string {
  const style = terminalStyle(false);
  const written = counts.stated + counts.assumed + counts.calibrated + counts.unlabelled;
  const head = [
    `${scenario.name} · sha256 ${scenarioHash(scenario).slice(0, 12)}`,
    `${written} parameters: ${counts.stated} stated, ${counts.assumed} assumed, ${counts.calibrated} calibrated, ` +
      `${counts.unlabelled} without a label; ${counts.defaults} defaults`,
  ];
  if (quiet) return `${head.join("\n")}\n`;
  const rows = leaves.map(({ path, value, origin, label }) => [
    pathText(path),
    String(value),
    origin.kind === "default" ? "default" : origin.place,
    labelText(label),
  ]);
  const table = textTable(
    rows,
    [{ wraps: true }, { wraps: true }, {}, { wraps: true }],
    style.width,
    (text, row, column) => (column === 2 || rows[row]?.[2] === "default" ? style.paint("quiet", text) : text),
  );
  return `${[...head, "", ...table].join("\n")}\n`;
}

function labelText(label: ResolvedLeaf["label"]): string {
  const [kind, reason] = Object.entries(label ?? {})[0] ?? ["", ""];
  if (kind === "" || kind === "default") return "";
  return `${kind}: ${reason}`;
}
