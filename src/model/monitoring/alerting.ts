/**
 * The alert rules of a scenario, looked at regularly on what the metrics show up to then, and the people they wake.
 * Left out: what a scrape misses between two looks, grouping and silencing. Real thing: Prometheus and its Alertmanager.
 */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import { makeDistribution } from "../../engine/distribution/index.js";
import type { Random, Stream } from "../../engine/random.js";
import { checkExpression, holdsDuring, parseExpression, scaledExpression } from "../../metrics/expression/index.js";
import type { Meter } from "../../metrics/meter.js";
import type { Seconds } from "../../schema/quantity.js";
import { type Problem, ScenarioError } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import { AlertRule, type Firing } from "./alert-rule.js";
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
  /** What rules compare with counts and rates of the system is divided by it. Default 1. */
  readonly scale?: number;
}

export class Alerting {
  readonly firings: Firing[] = [];
  private readonly rules: AlertRule[];
  private readonly look: Action<void>;
  private readonly notice: Action<number>;
  private readonly stream: Stream;
  /** Who waits for the first firing of which alert. */
  private readonly waiting = new Map<string, (() => void)[]>();

  /** Throws a ScenarioError for rules that cannot be read. Every metric must have been declared by now. */
  constructor(
    private readonly world: MonitoringWorld,
    private readonly options: MonitoringOptions,
  ) {
    const { calendar, random, meter } = world;
    this.rules = [...readRules(options, meter, world.scale ?? 1), ...burnRules(options, meter.names)];
    this.stream = random.stream("monitoring.notify");
    this.look = calendar.signal("monitoring looks", () => this.lookAtAll());
    this.notice = calendar.indexed("somebody is notified", (firing) => this.notify(firing));
    if (this.rules.length > 0) calendar.after(options.interval, this.look);
  }

  /** Calls back when somebody first knows of the alert. Throws a RangeError when there is no such alert. */
  onFirst(alert: string, react: () => void): void {
    if (!this.names.includes(alert)) throw new RangeError(`no alert "${alert}"`);
    this.waiting.set(alert, [...(this.waiting.get(alert) ?? []), react]);
  }

  get names(): string[] {
    return this.rules.map(({ options }) => options.name);
  }

  private lookAtAll(): void {
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
    this.world.meter.mark("alerts.fired", firing.name);
    const index = this.firings.push(firing) - 1;
    this.world.calendar.after(makeDistribution(options.notify).sample(this.stream), this.notice, index);
  }

  private notify(index: number): void {
    const firing = this.firings[index];
    if (firing === undefined) throw new Error(`no firing ${index}`);
    firing.notifiedAt = this.world.calendar.now;
    this.world.meter.mark("alerts.notified", firing.name);
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

function readRules({ alerts }: MonitoringOptions, meter: Meter, scale: number): AlertRule[] {
  const problems: Problem[] = [];
  const metrics = meter.names;
  const recording = meter.recording();
  const rules = alerts.flatMap((options, index) => {
    const path = `monitoring.alerts[${index}].when`;
    try {
      const condition = parseExpression(options.when);
      const found = checkExpression(condition, { metrics, marks: [], operations: [] });
      problems.push(...found.map((problem) => ({ ...problem, path })));
      const words = wordsOf(options.when);
      const seen = metrics.filter((metric) => words.has(metric));
      const { expression } = scaledExpression(condition, scale, (metric) => recording.find(metric));
      return [new AlertRule(options, [{ condition: expression, over: options.over }], vantageOf(seen))];
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      problems.push(...error.problems.map((problem) => ({ ...problem, path })));
      return [];
    }
  });
  if (problems.length > 0) throw new ScenarioError(problems);
  return rules;
}

/** Every word of an expression: metrics among them. */
function wordsOf(expression: string): Set<string> {
  return new Set(expression.match(/[A-Za-z_][\w-]*(?:\.[\w-]+)*/g));
}

/** The rules that guard the objectives. Throws a ScenarioError for a metric that is not there. */
function burnRules({ slos }: MonitoringOptions, metrics: readonly string[]): AlertRule[] {
  const problems = slos.flatMap(({ good, total }, index) =>
    (["good", "total"] as const).flatMap((key) => {
      const metric = key === "good" ? good : total;
      if (metrics.includes(metric)) return [];
      const meant = suggest(metric, metrics);
      const path = `monitoring.slos[${index}].${key}`;
      const expected = "a counter of this scenario";
      return [{ path, found: `no metric "${metric}"`, expected, ...(meant && { suggestion: meant }) }];
    }),
  );
  if (problems.length > 0) throw new ScenarioError(problems);
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
