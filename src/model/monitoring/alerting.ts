/**
 * The alert rules of a scenario, looked at regularly on what the metrics show up to then, and the people they wake.
 * Left out: what a scrape misses between two looks, grouping and silencing. Real thing: Prometheus and its
 * Alertmanager.
 */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import { makeDistribution } from "../../engine/distribution/index.js";
import type { Random, Stream } from "../../engine/random.js";
import {
  expressionProblems,
  holdsDuring,
  type Names,
  parseExpression,
  scaledExpression,
} from "../../metrics/expression/index.js";
import type { MarkedEvent } from "../../metrics/marked-event.js";
import type { Meter } from "../../metrics/meter.js";
import type { Seconds } from "../../schema/quantity.js";
import { type Problem, ScenarioError } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import { AlertRule, type Firing } from "./alert-rule.js";
import { monitoringEvents } from "./metrics.js";
import type { MonitoringOptions } from "./options.js";
import { BURN_RULES, burnCondition } from "./slo.js";
import { vantageOf } from "./vantage-point.js";

export interface MonitoringWorld {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
  /** The UTC second at which the run starts. */
  readonly startsAt: number;
  readonly duration: Seconds;
  /** Counts and rates in the rules are those of the full system. */
  readonly scale?: number;
}

export class Alerting {
  readonly firings: Firing[] = [];
  private readonly rules: AlertRule[];
  private readonly look: Action<void>;
  private readonly notice: Action<number>;
  private readonly stream: Stream;
  /** Reactions to the first firing of each alert. */
  private readonly waiting = new Map<string, (() => void)[]>();

  /**
   * What is wrong with rules and objectives. They are told, not thrown: whoever builds the system has more to look at.
   */
  readonly problems: readonly Problem[];
  private readonly fired: MarkedEvent;
  private readonly notified: MarkedEvent;

  /** Every metric must have been declared by now. */
  constructor(
    private readonly world: MonitoringWorld,
    private readonly options: MonitoringOptions,
  ) {
    const { calendar, random, meter } = world;
    this.fired = meter.event(monitoringEvents.fired, this.names);
    this.notified = meter.event(monitoringEvents.notified, this.names);
    const names = namesFor(meter);
    this.problems = [...ruleProblems(options, names), ...sloProblems(options, names)];
    this.rules = this.problems.length > 0 ? [] : [...readRules(options, world), ...burnRules(options)];
    this.stream = random.stream("monitoring.notify");
    this.look = calendar.signal("monitoring looks", () => this.lookAtAll());
    this.notice = calendar.indexed("somebody is notified", (firing) => this.notify(firing));
    if (this.rules.length > 0 || this.problems.length > 0) calendar.after(options.interval, this.look);
  }

  /** Calls back when somebody first knows of the alert. Throws a RangeError when there is no such alert. */
  onFirst(alert: string, react: () => void): void {
    if (!this.names.includes(alert)) throw new RangeError(`no alert "${alert}"`);
    this.waiting.set(alert, [...(this.waiting.get(alert) ?? []), react]);
  }

  get names(): string[] {
    return alertNames(this.options);
  }

  /** Throws a ScenarioError where nobody has minded the problems. */
  private lookAtAll(): void {
    if (this.problems.length > 0) throw new ScenarioError(this.problems);
    const { calendar, meter, startsAt, duration } = this.world;
    const { now } = calendar;
    if (now + this.options.interval <= duration) calendar.after(this.options.interval, this.look);
    const evaluation = { recording: meter.recording(), operations: [], clockStart: startsAt };
    for (const rule of this.rules) {
      const holds = rule.watched.every(({ condition, over }) => holdsDuring(condition, evaluation, now - over, now));
      const firing = rule.look(now, holds);
      if (firing !== undefined) this.fire(firing, rule);
    }
  }

  private fire(firing: Firing, { options }: AlertRule): void {
    this.fired.happened(firing.name);
    const index = this.firings.push(firing) - 1;
    this.world.calendar.after(makeDistribution(options.notify).sample(this.stream), this.notice, index);
  }

  private notify(index: number): void {
    const firing = this.firings[index];
    if (firing === undefined) throw new Error(`no firing ${index}`);
    firing.notifiedAt = this.world.calendar.now;
    this.notified.happened(firing.name);
    const reactions = this.waiting.get(firing.name) ?? [];
    this.waiting.delete(firing.name);
    for (const react of reactions) react();
  }
}

/** The alerts of a scenario: its own, and those that guard its objectives. */
export function alertNames({ alerts, slos }: MonitoringOptions): string[] {
  return [...alerts.map(({ name }) => name), ...slos.flatMap((slo) => BURN_RULES.map((rule) => burnName(slo, rule)))];
}

function burnName(slo: MonitoringOptions["slos"][number], { name }: (typeof BURN_RULES)[number]): string {
  return `${slo.name}-${name}`;
}

/** Alerts see metrics alone: what happens shows in them, or nobody is told. */
function namesFor(meter: Meter): Names {
  const { metrics, events } = meter.recording();
  const own = Object.values(monitoringEvents).map(({ name }) => name);
  return { metrics, events: new Set(), unseen: new Set([...events, ...own]), operations: [] };
}

function ruleProblems({ alerts }: MonitoringOptions, names: Names): Problem[] {
  return alerts.flatMap(({ when }, index) =>
    expressionProblems(when, names).map((problem) => ({ ...problem, path: `monitoring.alerts[${index}].when` })),
  );
}

function readRules({ alerts }: MonitoringOptions, { meter, scale = 1 }: MonitoringWorld): AlertRule[] {
  const { metrics } = meter.recording();
  return alerts.map((options) => {
    const { when, over } = options;
    const words = wordsOf(when);
    const seen = [...metrics.keys()].filter((metric) => words.has(metric));
    const { expression } = scaledExpression(parseExpression(when), scale, (metric) => metrics.get(metric));
    return new AlertRule(options, [{ condition: expression, over }], vantageOf(seen));
  });
}

/** Every word of an expression: metrics among them. */
function wordsOf(expression: string): Set<string> {
  return new Set(expression.match(/[A-Za-z_][\w-]*(?:\.[\w-]+)*/g));
}

/** An objective is met by counters, of one unit. */
function sloProblems({ slos }: MonitoringOptions, names: Names): Problem[] {
  return slos.flatMap(({ good, total }, index) => {
    const path = `monitoring.slos[${index}]`;
    const problems = [
      ...counterProblems(good, names).map((problem) => ({ ...problem, path: `${path}.good` })),
      ...counterProblems(total, names).map((problem) => ({ ...problem, path: `${path}.total` })),
    ];
    const [part, whole] = [names.metrics.get(good)?.unit, names.metrics.get(total)?.unit];
    if (problems.length > 0 || part === whole) return problems;
    return [{ path: `${path}.good`, found: `"${good}" in ${part}`, expected: `a counter in ${whole}, as "${total}"` }];
  });
}

function counterProblems(name: string, { metrics, unseen }: Names): Omit<Problem, "path">[] {
  const expected = "a counter of this scenario";
  const info = metrics.get(name);
  if (info?.kind === "counter") return [];
  const known = [...metrics].filter(([, { kind }]) => kind === "counter").map(([counter]) => counter);
  const suggestion = suggest(name, known);
  const found = info
    ? `"${name}" is a ${info.kind}`
    : unseen?.has(name)
      ? `"${name}" is an event`
      : `no metric "${name}"`;
  return [{ found, expected, ...(suggestion !== undefined && { suggestion }) }];
}

/** The rules that guard the objectives. */
function burnRules({ slos }: MonitoringOptions): AlertRule[] {
  return slos.flatMap((slo) =>
    BURN_RULES.map((rule) => {
      const { burn, long, short } = rule;
      const condition = burnCondition(slo, burn);
      const watched = [long, short].map((over) => ({ condition, over }));
      return new AlertRule(
        { name: burnName(slo, rule), for: 0, notify: slo.notify },
        watched,
        vantageOf([slo.good, slo.total]),
      );
    }),
  );
}
