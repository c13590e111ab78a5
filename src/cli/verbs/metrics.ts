/** What `tempfail list metrics` shows: the metrics of a scenario, with kind, unit and title. Needs the whole model. */
import { rehearse } from "../../experiment/run.js";
import { loadScenario } from "../../scenario/load.js";
import { scenarioSchema } from "../../scenario/schema.js";

/** The metrics that the expectations of a scenario can name. Throws a ScenarioError. */
export function metrics(file: string): { name: string; summary: string }[] {
  const recording = rehearse(loadScenario(file, scenarioSchema)).meter.recording();
  return recording.names.flatMap((name) => {
    const found = recording.find(name);
    return found
      ? [{ name, summary: `${found.kind} [${found.unit}] ${found.title === name ? "" : found.title}`.trim() }]
      : [];
  });
}
