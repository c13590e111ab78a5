/** `tempfail list`: the catalogues, read from the code itself. */
import { rehearse } from "../../experiment/run.js";
import { catalogues, declaredEvents } from "../../model/catalogues.js";
import { reportFormats } from "../../report/index.js";
import { textTable } from "../../report/text/text-table.js";
import { loadScenario } from "../../scenario/load.js";
import { scenarioSchema } from "../../scenario/schema.js";
import { shippedNames } from "../../scenario/shipped.js";
import { print, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { withJson, withQuiet } from "../options/global-options.js";
import { verb } from "./verb.js";

interface Listed {
  readonly name: string;
  readonly summary: string;
}

/** The topics and their entries. A new catalogue of the model appears by itself. */
const topics: Record<string, (file: string) => Listed[]> = {
  scenarios: () => shippedNames().map((name) => ({ name, summary: summaryOf(name) })),
  ...Object.fromEntries(Object.entries(catalogues).map(([topic, { choices }]) => [topic, () => choices.map(named)])),
  metrics,
  events,
  formats: () => reportFormats.map(named),
};

export const topicNames: readonly string[] = Object.keys(topics);

export const list = verb({
  command: "list [topic] [file]",
  describe: "List scenarios, retry profiles, metrics and all other catalogues",
  options: (yargs) =>
    withQuiet(withJson(yargs))
      .positional("topic", { type: "string", choices: topicNames, describe: "What to list (default: scenarios)" })
      .positional("file", { type: "string", describe: "Only with metrics and events: the scenario whose own to list" })
      .example("$0 list", "the shipped scenarios")
      .example("$0 list retry", "the retry profiles of senders")
      .example("$0 list metrics may-2016-cassandra", "the metrics that its expectations can name"),
  run(given) {
    const topic = given.topic ?? "scenarios";
    const entries = topics[topic]?.(given.file ?? "may-2016-cassandra") ?? [];
    print(given.json ? `${JSON.stringify(entries, null, 2)}\n` : asText(entries, given.quiet));
    return exitCode.ok;
  },
});

function named({ name, summary }: Listed): Listed {
  return { name, summary };
}

function summaryOf(scenario: string): string {
  const { question, title } = loadScenario(scenario, scenarioSchema).scenario;
  return question ?? title ?? "";
}

function metrics(file: string): Listed[] {
  const { metrics } = rehearse(loadScenario(file, scenarioSchema)).meter.recording();
  return [...metrics.values()].map(({ name, kind, unit, title }) => ({ name, summary: `${kind} [${unit}] ${title}` }));
}

/** What `first(…)` may ask for, the scenario's alerts by name included. */
function events(file: string): Listed[] {
  const { events: known } = rehearse(loadScenario(file, scenarioSchema)).meter.recording();
  const titles = new Map(declaredEvents.map(({ name, title }) => [name, title]));
  const named = [...known].filter((name) => !titles.has(name)).map((name) => ({ name, summary: "of this name alone" }));
  return [...[...titles].map(([name, title]) => ({ name, summary: title })), ...named];
}

function asText(entries: readonly Listed[], quiet: boolean): string {
  if (quiet) return entries.map(({ name }) => `${name}\n`).join("");
  const rows = entries.map(({ name, summary }) => [name, summary]);
  return textTable(rows, [{}, { wraps: true }], terminalStyle(false).width)
    .map((line) => `${line}\n`)
    .join("");
}
