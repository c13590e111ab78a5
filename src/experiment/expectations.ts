/** Expectations: parsed before the run, so that a mistyped metric costs no run, and judged after it. */

import {
  checkExpression,
  type Expression,
  evaluateExpression,
  parseExpression,
  type ScaledLiteral,
  scaledExpression,
  type Window,
} from "../metrics/expression/index.js";
import type { Recording } from "../metrics/recording.js";
import { alertNames } from "../model/monitoring/alerting.js";
import type { ExpectationOutcome } from "../results/run-result.js";
import type { ResolvedScenario } from "../scenario/schema.js";
import { type Problem, ScenarioError } from "../schema/scenario-error.js";

/** Events that the model marks in time, for `first(…)`. */
const MARKS = [
  "alerts.fired",
  "alerts.notified",
  "attack.begins",
  "attack.ends",
  "mitigation.identified",
  "mitigation.deployed",
  "mitigation.on",
  "mitigation.off",
  "mitigation.profile",
  "tickets.threshold",
  "investigation.begins",
  "investigation.again",
  "investigation.cleared",
  "investigation.cleared.intake",
  "investigation.cleared.balancer",
  "investigation.cleared.edge",
  "investigation.cleared.upstream",
  "investigation.found",
  "investigation.open",
  "storage.stall",
  "storage.stall.end",
  "storage.saturated",
  "storage.threads.full",
  "storage.quorum.lost",
  "storage.drain.end",
];

/** One alert by its name: `first(alerts.notified.errors)`. */
function alertMarks({ monitoring }: ResolvedScenario["scenario"]): string[] {
  return alertNames(monitoring).flatMap((name) => [`alerts.fired.${name}`, `alerts.notified.${name}`]);
}

/** Parses every expectation and checks its names. Throws a ScenarioError with all problems. */
export function compileExpectations({ scenario, placeOf }: ResolvedScenario, metrics: readonly string[]): Expression[] {
  const problems: Problem[] = [];
  const operations = scenario.operations.map((one) => String(one.name));
  const marks = [...MARKS, ...alertMarks(scenario)];
  const compiled = scenario.expect.flatMap(({ that }, index) => {
    const place = placeOf?.(["expect", index, "that"]);
    const path = `expect[${index}].that`;
    const note = (problem: Problem) => problems.push({ ...problem, path, ...(place !== undefined && { place }) });
    try {
      const expression = parseExpression(that);
      for (const problem of checkExpression(expression, { metrics, marks, operations })) note(problem);
      return [expression];
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      for (const problem of error.problems) note(problem);
      return [];
    }
  });
  if (problems.length > 0) throw new ScenarioError(problems);
  return compiled;
}

/** Judges each expectation of a scenario by the recording of a run. */
export function judgeExpectations(
  loaded: ResolvedScenario,
  expressions: readonly Expression[],
  recording: Recording,
  operations: readonly Window[],
): ExpectationOutcome[] {
  const { expect, clock } = loaded.scenario;
  return expressions.flatMap((expression, index) => {
    const expectation = expect[index];
    if (expectation === undefined) return [];
    const { id, that, severity, stated, source } = expectation;
    const find = (metric: string) => recording.find(metric);
    const { expression: compared, literals } = scaledExpression(expression, clock.scale, find);
    const verdict = evaluateExpression(compared, { recording, operations, clockStart: clock.start });
    return [
      {
        id,
        that,
        pass: verdict.pass,
        observed: Number.isFinite(verdict.observed) ? verdict.observed : null,
        severity,
        unit: verdict.unit,
        text: [verdict.text, ...scaledTexts(literals, clock.scale)].join("; "),
        ...(stated !== undefined && { stated }),
        ...(source !== undefined && { source }),
      },
    ];
  });
}

/** What was divided before it was compared with a count or a rate: `600 at full size is 60 here`. */
function scaledTexts(literals: readonly ScaledLiteral[], scale: number): string[] {
  const texts = literals.map(({ written, value }) => {
    const unit = written.unit === "1" ? "" : ` ${written.unit}`;
    return `${written.text} of the full size is ${Number(value.toPrecision(6))}${unit} at scale ${scale}`;
  });
  return [...new Set(texts)];
}
