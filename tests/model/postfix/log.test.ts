/**
 * A run of a real Postfix 3.7.11, its timers divided by 60: 150 messages, one a second, to one smarthost that answers 450
 * after the final dot for 300 s and then accepts. What its log says, and what the profile does in the same place.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { MailObserver } from "../../../src/model/mail-observer.js";
import { MailSystem } from "../../../src/model/system.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

const MESSAGES = 150;
const RECOVERY = 300;

const times = Array.from({ length: MESSAGES }, (_, i) => `${i}s`).join(", ");
const scenario = loadScenario(
  {
    name: "log.yaml",
    text: `
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
    retry: { profile: postfix, queueRunDelay: 5s, minimalBackoff: 5s, maximalBackoff: 67s }
intake: { nodes: 1, sessions: 100, stages: { banner: 0s, ehlo: 0s, mail: 0s, data: 0s } }
operations: [{ name: defers, at: 0s, for: 300s, do: fault, stage: dot, code: 450 }]
`,
  },
  scenarioSchema,
);

interface Outcome {
  /** Per message, in the order of creation. */
  readonly deferrals: number[];
  /** Seconds from the recovery to each delivery. */
  readonly deliveries: number[];
  /** Waits that began without an attempt: the destination was suspended. */
  readonly suspended: number;
}

function simulated(seed: number): Outcome {
  const [deferrals, deliveries] = [new Map<number, number>(), new Map<number, number>()];
  let [order, suspended, attempts, waits] = [0, 0, 0, 0];
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
      if (outcome === "accepted") deliveries.set(number, system.calendar.now - RECOVERY);
      else deferrals.set(number, (deferrals.get(number) ?? 0) + 1);
    },
    postponed: () => waits++,
    stored: nothing,
    abandoned: nothing,
    released: nothing,
  };
  const { clock } = scenario.scenario;
  const system: MailSystem = new MailSystem(clock, scenario.scenario, seed, observer);
  system.calendar.run(clock.duration);
  suspended = waits - (attempts - deliveries.size);
  const inOrder = (map: Map<number, number>) => [...map].sort(([a], [b]) => a - b).map(([, value]) => value);
  return { deferrals: inOrder(deferrals), deliveries: inOrder(deliveries), suspended };
}

function logged(): Outcome {
  const text = gunzipSync(readFileSync(new URL("../../data/postfix-3.7-dot450.log.gz", import.meta.url))).toString();
  const [deferrals, deliveries] = [new Map<string, number>(), new Map<string, number>()];
  let [first, suspended] = [Number.NaN, 0];
  for (const line of text.split("\n")) {
    const found = /(\d\d):(\d\d):(\d\d) \S+ postfix\/(\w+)\[\d+\]: (\w+): .*status=(sent|deferred)/.exec(line);
    if (!found) continue;
    const [, hours, minutes, seconds, service, id = "", status] = found;
    const at = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    if (Number.isNaN(first)) first = at;
    if (service !== "smtp") suspended++;
    if (status === "sent") deliveries.set(id, at - first - RECOVERY);
    else deferrals.set(id, (deferrals.get(id) ?? 0) + 1);
  }
  return { deferrals: [...deferrals.values()], deliveries: [...deliveries.values()], suspended };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
/** How many messages were deferred 6, 7, 8, 9 times. */
const spread = ({ deferrals }: Outcome) => [6, 7, 8, 9].map((count) => deferrals.filter((one) => one === count).length);

/** Each seed is another phase of the queue scans; the log's own is one of them. */
const runs = Array.from({ length: 40 }, (_, i) => simulated(i + 1));
const real = logged();

test("the log: 1,086 deferrals, none without an attempt", () => {
  expect(sum(real.deferrals)).toBe(1086);
  expect(real.suspended).toBe(0);
  expect(spread(real)).toEqual([26, 69, 48, 7]);
});

describe("simulated, with forty phases of the queue scans", () => {
  const most = (is: (run: Outcome) => boolean) => runs.filter(is).length;

  test("no message is put off untried", () => {
    expect(most(({ suspended }) => suspended === 0)).toBe(40);
  });

  test("deferrals are the log's within 1 %, but for scans on the very edge of a second", () => {
    expect(most(({ deferrals }) => Math.abs(sum(deferrals) / 1085 - 1) <= 0.01)).toBeGreaterThanOrEqual(36);
  });

  test("some phase gives each message as many deferrals as the log", () => {
    expect(runs.some((run) => run.deferrals.join() === real.deferrals.join())).toBe(true);
  });

  test("deliveries after the recovery: half within 37.5 ± 3 s, the last after 64.5 to 70.5 s", () => {
    expect(most(({ deliveries }) => Math.abs(median(deliveries) - 37.5) <= 3)).toBe(40);
    expect(most(({ deliveries }) => Math.max(...deliveries) >= 64.5 && Math.max(...deliveries) <= 70.5)).toBe(40);
  });

  test("with the log's phase, half are delivered as in the log, half a second of its whole seconds aside", () => {
    const same = runs.find((run) => run.deferrals.join() === real.deferrals.join());
    expect(Math.abs(median(same?.deliveries ?? []) - median(real.deliveries) - 0.5)).toBeLessThanOrEqual(1);
  });
});
