/** What became of the messages of one Postfix: read from its log, or simulated in its place. */

import { MailSystem } from "../../../src/model/system.js";
import type { MailObserver } from "../../../src/model/vocabulary/mail-observer.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { type Scenario, scenarioSchema } from "../../../src/scenario/schema.js";

export interface Outcome {
  /** Per message, in the order of creation. */
  readonly deferrals: number[];
  /** Seconds from the recovery to each delivery. */
  readonly deliveries: number[];
  /** Waits that began without an attempt: the destination was suspended. */
  readonly suspended: number;
}

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** A log of Postfix, its first deferral at zero; `recovery` in seconds from there. */
export function logged(text: string, recovery: number): Outcome {
  const [deferrals, deliveries] = [new Map<string, number>(), new Map<string, number>()];
  let [first, suspended] = [Number.NaN, 0];
  for (const line of text.split("\n")) {
    const found = /(\d\d):(\d\d):(\d\d) \S+ postfix\/(\w+)\[\d+\]: (\w+): .*status=(sent|deferred)/.exec(line);
    if (!found) continue;
    const [, hours, minutes, seconds, service, id = "", status] = found;
    const at = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    if (Number.isNaN(first)) first = at;
    if (service !== "smtp") suspended++;
    if (status === "sent") deliveries.set(id, at - first - recovery);
    else deferrals.set(id, (deferrals.get(id) ?? 0) + (service === "smtp" ? 1 : 0));
  }
  return { deferrals: [...deferrals.values()], deliveries: [...deliveries.values()], suspended };
}

/** The timers of one Postfix, seconds, and what its smarthost does. */
export interface Trial {
  readonly messages: number;
  readonly recovery: number;
  readonly minimalBackoff: number;
  readonly maximalBackoff: number;
  readonly refusal: string;
}

/**
 * One message a second to one smarthost that refuses until the recovery: each seed is another phase of the queue scans.
 */
export function simulated(trial: Trial, seed: number): Outcome {
  const times = Array.from({ length: trial.messages }, (_, i) => `${i}s`).join(", ");
  const [least, most] = [`${trial.minimalBackoff}s`, `${trial.maximalBackoff}s`];
  const text = `
version: 1
name: log
clock: { duration: 10min, bucket: 1s }
senders:
  - name: postfix
    hosts: 1
    rate: 1/s
    arrivals: { pattern: trace, times: [${times}] }
    roundTrip: 1ms
    tls: false
    authenticates: false
    retry: { profile: postfix, queueRunDelay: ${least}, minimalBackoff: ${least}, maximalBackoff: ${most} }
intake: { nodes: 1, sessions: 100, stages: { banner: 0s, ehlo: 0s, mail: 0s, data: 0s } }
operations: [{ name: refuses, at: 0s, for: ${trial.recovery}s, do: fault, ${trial.refusal} }]
`;
  return play(loadScenario({ name: "log.yaml", text }, scenarioSchema).scenario, trial.recovery, seed);
}

function play(scenario: Scenario, recovery: number, seed: number): Outcome {
  const [deferrals, deliveries] = [new Map<number, number>(), new Map<number, number>()];
  let [order, attempts, waits] = [0, 0, 0];
  const numbers = new Map<number, number>();
  const numberOf = (id: number) => numbers.get(id) ?? -1;
  const nothing = () => {};
  const observer: MailObserver = {
    created: (id) => {
      numbers.set(id, order++);
      deferrals.set(numberOf(id), 0);
    },
    attemptBegan: () => attempts++,
    attemptEnded(session, outcome) {
      const number = numberOf(session.message);
      if (outcome === "accepted") deliveries.set(number, system.calendar.now - recovery);
      else deferrals.set(number, (deferrals.get(number) ?? 0) + 1);
    },
    postponed: () => waits++,
    stored: nothing,
    abandoned: nothing,
    released: nothing,
  };
  const system: MailSystem = new MailSystem(scenario.clock, scenario, seed, observer);
  system.calendar.run(scenario.clock.duration);
  const inOrder = (map: Map<number, number>) => [...map].sort(([a], [b]) => a - b).map(([, value]) => value);
  return {
    deferrals: inOrder(deferrals),
    deliveries: inOrder(deliveries),
    suspended: waits - (attempts - deliveries.size),
  };
}
