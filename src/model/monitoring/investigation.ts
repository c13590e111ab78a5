/**
 * People who look for the cause, one suspect after the other. Who looks at a hop compares, over the time of looking,
 * what ended there with what clients missed: a hop whose books explain next to nothing is cleared. What is upstream
 * cannot be looked into; it is found by what set out and never came to the edge. Left out: several people at a time,
 * wrong leads.
 */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import { makeDistribution } from "../../engine/distribution/index.js";
import type { Random, Stream } from "../../engine/random.js";
import type { MarkedEvent } from "../../metrics/marked-event.js";
import type { Meter } from "../../metrics/meter.js";
import type { Seconds } from "../../schema/quantity.js";
import { monitoringEvents, suspectCleared } from "./metrics.js";
import type { InvestigationOptions } from "./options.js";

/** Each look takes at least this time. A look of no time would see no new failure and repeat without end. */
const SHORTEST: Seconds = 1;

export type Suspect = InvestigationOptions["suspects"][number]["suspect"];

/**
 * The counters up to now: attempts that clients missed, and how many of them a suspect's own counters explain.
 */
export interface Evidence {
  failed(): number;
  explainedBy(suspect: Suspect): number;
}

export class Investigation {
  private readonly stream: Stream;
  private readonly told: (() => void)[] = [];
  private readonly looked: Action<number>;
  private readonly events: Readonly<Record<keyof typeof monitoringEvents, MarkedEvent>>;
  /** The counters when people began to look at the present suspect. */
  private before = { failed: 0, explained: 0 };

  constructor(
    private readonly world: { readonly calendar: Calendar; readonly random: Random; readonly meter: Meter },
    private readonly options: InvestigationOptions,
    private readonly evidence: Evidence,
  ) {
    this.stream = world.random.stream("monitoring.investigation");
    this.events = world.meter.events(monitoringEvents);
    this.looked = world.calendar.indexed("investigation has looked", (suspect) => this.conclude(suspect));
  }

  begin(): void {
    this.events.searchBegins.happened();
    this.examine(0);
  }

  /** Calls back when the cause has been found. */
  onFound(react: () => void): void {
    this.told.push(react);
  }

  private examine(index: number): void {
    const { calendar } = this.world;
    const one = this.options.suspects[index];
    if (one === undefined) return this.events.searchOpen.happened("every suspect is cleared");
    this.before = this.seen(one.suspect);
    calendar.after(Math.max(SHORTEST, makeDistribution(one.takes).sample(this.stream)), this.looked, index);
  }

  private conclude(index: number): void {
    const suspect = this.options.suspects[index]?.suspect ?? "upstream";
    const now = this.seen(suspect);
    const [failed, explained] = [now.failed - this.before.failed, now.explained - this.before.explained];
    const found = `${suspect}: ${explained} of ${failed} failures`;
    if (failed === 0) {
      this.events.searchAgain.happened(`${suspect}: nothing failed meanwhile`);
      return this.examine(index);
    }
    if (explained <= this.options.tolerance * failed) {
      this.events.cleared.happened(found);
      this.world.meter.event(suspectCleared.member(suspect)).happened(found);
      return this.examine(index + 1);
    }
    this.events.found.happened(found);
    for (const react of this.told) react();
  }

  private seen(suspect: Suspect): { failed: number; explained: number } {
    return { failed: this.evidence.failed(), explained: this.evidence.explainedBy(suspect) };
  }
}
