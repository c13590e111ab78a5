/** What `tempfail list metrics` and `list events` show of a scenario. Needs the whole model. */
import { rehearse } from "../../experiment/run.js";
import type { Recording } from "../../metrics/recording.js";
import { declaredEvents } from "../../model/catalogues.js";
import { loadScenario } from "../../scenario/load.js";
import { scenarioSchema } from "../../scenario/schema.js";

interface Listed {
  readonly name: string;
  readonly summary: string;
}

/** The metrics that the expectations of a scenario can name, with kind, unit and title. Throws a ScenarioError. */
export function metrics(file: string): Listed[] {
  return [...recordingOf(file).metrics.values()].map(({ name, kind, unit, title }) => ({
    name,
    summary: `${kind} [${unit}] ${title}`,
  }));
}

/** What `first(…)` may ask for, the scenario's alerts by name included. Throws a ScenarioError. */
export function events(file: string): Listed[] {
  const titles = new Map(declaredEvents.map(({ name, title }) => [name, title]));
  const named = [...recordingOf(file).events].filter((name) => !titles.has(name));
  return [
    ...[...titles].map(([name, title]) => ({ name, summary: title })),
    ...named.map((name) => ({ name, summary: "of this name alone" })),
  ];
}

function recordingOf(file: string): Recording {
  return rehearse(loadScenario(file, scenarioSchema)).meter.recording();
}
