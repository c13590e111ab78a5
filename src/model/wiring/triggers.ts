/** What people may react to: an alert, a pattern in the tickets, the end of an investigation. Each triggers once. */

import { ScenarioError } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import type { Alerting } from "../monitoring/alerting.js";
import type { Investigation } from "../monitoring/investigation.js";
import type { Ticketing } from "../monitoring/tickets.js";

export interface Triggers {
  readonly names: readonly string[];
  /** Calls back when a person first knows of it. */
  onFirst(name: string, react: () => void): void;
}

/** @param startedBy the trigger of the investigation. Throws a ScenarioError when there is no such trigger. */
export function triggersOf(
  alerting: Alerting,
  ticketing: Ticketing | undefined,
  investigation: Investigation | undefined,
  startedBy: string,
): Triggers {
  const names = [...alerting.names, ...(ticketing ? ["tickets"] : []), ...(investigation ? ["investigation"] : [])];
  const triggers: Triggers = {
    names,
    onFirst(name, react) {
      if (name === "tickets") ticketing?.onPattern(react);
      else if (name === "investigation") investigation?.onFound(react);
      else alerting.onFirst(name, react);
    },
  };
  if (investigation === undefined) return triggers;
  const others = names.filter((name) => name !== "investigation");
  checkTrigger(startedBy, others, "monitoring.investigation.on");
  triggers.onFirst(startedBy, () => investigation.begin());
  return triggers;
}

/** Throws a ScenarioError for a trigger that the scenario does not have. */
export function checkTrigger(name: string, known: readonly string[], path: string): void {
  if (known.includes(name)) return;
  const meant = suggest(name, known);
  const expected = known.length === 0 ? "an alert of monitoring.alerts, which has none" : `one of ${known.join(", ")}`;
  throw new ScenarioError([{ path, found: `no alert "${name}"`, expected, ...(meant && { suggestion: meant }) }]);
}
