/** Expectations: parsed before the run, so that a mistyped metric costs no run, and judged after it. */

import { evaluateExpression, expressionProblems, parseExpression, type Window } from "../metrics/expression/index.js";
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
    const verdict = evaluateExpression(parseExpression(that), { recording, operations, clockStart: clock.start });
    return {
      id,
      that,
      pass: verdict.pass,
      observed: Number.isFinite(verdict.observed) ? verdict.observed : null,
      severity,
      unit: verdict.unit,
      text: verdict.text,
      ...(stated !== undefined && { stated }),
      ...(source !== undefined && { source }),
    };
  });
}
