/**
 * `tempfail list`: the shipped scenarios, and the catalogues, read from the code itself. Only the part of the program
 * that a topic is about is loaded.
 */
import type { CatalogueTopic } from "../../model/catalogues.js";
import { textTable } from "../../report/text/text-table.js";
import { headOf } from "../../scenario/head.js";
import { shippedTexts } from "../../scenario/shipped.js";
import { print, terminalStyle } from "../console.js";
import { exitCode } from "../exit-code.js";
import { withJson, withQuiet } from "../options/global-options.js";
import { type Topic, topicNames } from "../options/topics.js";
import { verb } from "./verb.js";

interface Listed {
  readonly name: string;
  readonly summary: string;
}

export const list = verb({
  options: (yargs) =>
    withQuiet(withJson(yargs))
      .positional("topic", { type: "string", choices: topicNames, describe: "What to list (default: scenarios)" })
      .positional("file", { type: "string", describe: "Only with metrics and events: the scenario whose own to list" })
      .example("$0 list", "the shipped scenarios")
      .example("$0 list retry", "the retry profiles of senders")
      .example("$0 list metrics may-2016-cassandra", "the metrics that its expectations can name"),
  async run(given) {
    const entries = await entriesOf((given.topic ?? "scenarios") as Topic, given.file ?? "may-2016-cassandra");
    print(given.json ? `${JSON.stringify(entries, null, 2)}\n` : asText(entries, given.quiet));
    return exitCode.ok;
  },
});

async function entriesOf(topic: Topic, file: string): Promise<Listed[]> {
  switch (topic) {
    case "scenarios":
      return shippedTexts().map(({ name, text }) => ({ name, summary: summaryOf(text) }));
    case "metrics":
      return metricsOf(file);
    case "events":
      return eventsOf(file);
    case "formats":
      return (await import("../../report/index.js")).reportFormats.map(named);
    default:
      return catalogue(topic);
  }
}

function summaryOf(scenario: string): string {
  const { question, title } = headOf(scenario);
  return question ?? title ?? "";
}

async function catalogue(topic: CatalogueTopic): Promise<Listed[]> {
  const { catalogues } = await import("../../model/catalogues.js");
  return catalogues[topic].choices.map(named);
}

async function metricsOf(file: string): Promise<Listed[]> {
  const { metrics } = await import("./metrics.js");
  return metrics(file);
}

async function eventsOf(file: string): Promise<Listed[]> {
  const { events } = await import("./metrics.js");
  return events(file);
}

function named({ name, summary }: Listed): Listed {
  return { name, summary };
}

function asText(entries: readonly Listed[], quiet: boolean): string {
  if (quiet) return entries.map(({ name }) => `${name}\n`).join("");
  const rows = entries.map(({ name, summary }) => [name, summary]);
  return textTable(rows, [{}, { wraps: true }], terminalStyle(false).width)
    .map((line) => `${line}\n`)
    .join("");
}
