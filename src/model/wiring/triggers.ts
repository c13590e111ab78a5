/** What people may react to: alerts, a pattern in the tickets, the end of an investigation. Each tells of its first time. */

import { ScenarioError } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import type { Alerting } from "../monitoring/alerting.js";
import type { Investigation } from "../monitoring/investigation.js";
import type { Ticketing } from "../monitoring/tickets.js";

export interface Occasions {
  readonly names: readonly string[];
  /** Calls back when somebody first knows of it. */
  onFirst(name: string, react: () => void): void;
}

/** @param startedBy what starts the investigation. Throws a ScenarioError when there is no such occasion. */
export function occasionsOf(
  alerting: Alerting,
  ticketing: Ticketing | undefined,
  investigation: Investigation | undefined,
  startedBy: string,
): Occasions {
  const names = [...alerting.names, ...(ticketing ? ["tickets"] : []), ...(investigation ? ["investigation"] : [])];
  const occasions: Occasions = {
    names,
    onFirst(name, react) {
      if (name === "tickets") ticketing?.onPattern(react);
      else if (name === "investigation") investigation?.onFound(react);
      else alerting.onFirst(name, react);
    },
  };
  if (investigation === undefined) return occasions;
  const others = names.filter((name) => name !== "investigation");
  if (!others.includes(startedBy)) {
    const meant = suggest(startedBy, others);
    const path = "monitoring.investigation.on";
    const expected = `one of ${others.join(", ")}`;
    throw new ScenarioError([
      { path, found: `no alert "${startedBy}"`, expected, ...(meant && { suggestion: meant }) },
    ]);
  }
  occasions.onFirst(startedBy, () => investigation.begin());
  return occasions;
}
