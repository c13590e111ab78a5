/** Expectations: parsed before the run, so that a mistyped metric costs no run, and judged after it. */

import {
  evaluateExpression,
  expressionProblems,
  parseExpression,
  type ScaledLiteral,
  scaledExpression,
  type Window,
} from "../metrics/expression/index.js";
import type { Recording } from "../metrics/recording.js";
import { declaredEvents } from "../model/catalogues.js";
import type { ExpectationOutcome } from "../results/run-result.js";
import type { ResolvedScenario } from "../scenario/schema.js";
import type { Problem } from "../schema/scenario-error.js";

/** What is wrong with the expectations, each at its place: names, kinds, units, or that one cannot be read. */
export function expectationProblems({ scenario, placeOf }: ResolvedScenario, recording: Recording): Problem[] {
  const names = {
    metrics: recording.metrics,
    events: new Set([...declaredEvents.map(({ name }) => name), ...recording.events]),
    operations: scenario.operations.map((one) => String(one.name)),
  };
  return scenario.expect.flatMap(({ that }, index) => {
    const place = placeOf?.(["expect", index, "that"]);
    const where = { path: `expect[${index}].that`, ...(place !== undefined && { place }) };
    return expressionProblems(that, names).map((problem) => ({ ...problem, ...where }));
  });
}

/** Judges each expectation of a scenario by the recording of a run. They have been checked before it. */
export function judgeExpectations(
  loaded: ResolvedScenario,
  recording: Recording,
  operations: readonly Window[],
): ExpectationOutcome[] {
  const { expect, clock } = loaded.scenario;
  return expect.map(({ id, that, severity, stated, source }) => {
    const find = (metric: string) => recording.metrics.get(metric);
    const { expression, literals } = scaledExpression(parseExpression(that), clock.scale, find);
    const verdict = evaluateExpression(expression, { recording, operations, clockStart: clock.start });
    return {
      id,
      that,
      pass: verdict.pass,
      observed: Number.isFinite(verdict.observed) ? verdict.observed : null,
      severity,
      unit: verdict.unit,
      text: [verdict.text, ...scaledTexts(literals, clock.scale)].join("; "),
      ...(stated !== undefined && { stated }),
      ...(source !== undefined && { source }),
    };
  });
}

/** What was divided before it was compared with a count or a rate: `600 of the full size is 60 at scale 10`. */
function scaledTexts(literals: readonly ScaledLiteral[], scale: number): string[] {
  const texts = literals.map(({ written, value }) => {
    const unit = written.unit === "1" ? "" : ` ${written.unit}`;
    return `${written.text} of the full size is ${Number(value.toPrecision(6))}${unit} at scale ${scale}`;
  });
  return [...new Set(texts)];
}
