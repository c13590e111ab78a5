/** Builds the timeline of a scenario: each operation at its time, or when people react to a trigger. */

import type { Calendar } from "../../engine/calendar.js";
import { type DistributionSpec, makeDistribution } from "../../engine/distribution/index.js";
import type { Random } from "../../engine/random.js";
import { formatDuration } from "../../schema/format.js";
import { secondsAt } from "../../schema/moment.js";
import type { Seconds } from "../../schema/quantity.js";
import { type Problem, ScenarioError } from "../../schema/scenario-error.js";
import type { Controls } from "../operations/controls.js";
import type { Common } from "../operations/operation.js";
import { type Planned, Timeline } from "../operations/timeline.js";
import { operations, type SystemOptions } from "../options.js";
import { checkTrigger, type Triggers } from "./triggers.js";

export interface TimelineWorld {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly triggers: Triggers;
  readonly controls: Controls;
  /** The UTC second at which the run starts, and how long it lasts. */
  readonly clock: { readonly start: number; readonly duration: Seconds };
}

/** Throws a ScenarioError with the problems of all operations. */
export function buildTimeline(chosen: SystemOptions["operations"], world: TimelineWorld): Timeline {
  const { calendar, controls, clock } = world;
  const timeline = new Timeline(calendar, controls, clock.duration);
  const problems: Problem[] = [];
  for (const [index, one] of chosen.entries()) {
    const { name, at, for: length, every } = one as unknown as Common;
    try {
      const operation = operations.make(one);
      timeline.plan({ name, kind: one.do, at: timeOf(name, at, world), for: length, every, operation });
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      for (const problem of error.problems) {
        const path = [`operations[${index}]`, problem.path].filter(Boolean).join(".");
        problems.push({ ...problem, path });
      }
    }
  }
  if (problems.length > 0) throw new ScenarioError(problems);
  return timeline;
}

/** When an operation begins: a moment, or a function that calls back when people act on its trigger. */
function timeOf(name: string, at: Common["at"], world: TimelineWorld): Planned["at"] {
  if (!("on" in at)) return secondsAt(at, world.clock);
  checkTrigger(at.on, world.triggers.names, "at.on");
  const { calendar, random, triggers } = world;
  const steps = (["after", "decide", "act"] as const).map((step) => ({
    step,
    delay: makeDistribution(at[step] as DistributionSpec),
    stream: random.stream(`operations.${name}.${step}`),
  }));
  return (begin) => {
    let detail = "";
    const act = calendar.signal(`operator acts: ${name}`, () => begin(detail));
    triggers.onFirst(at.on, () => {
      const taken = steps.map(({ step, delay, stream }) => ({ step, seconds: delay.sample(stream) }));
      const words = taken
        .filter(({ seconds }) => seconds > 0)
        .map((one) => `${one.step} ${formatDuration(one.seconds)}`);
      detail = [`on ${at.on}`, ...words].join(", ");
      calendar.after(
        taken.reduce((sum, { seconds }) => sum + seconds, 0),
        act,
      );
    });
  };
}
