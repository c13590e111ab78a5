/** A study over the sample run: made by the code that makes all of them, from runs that differ a little. */
import { Replications } from "../../src/experiment/replicate.js";
import type { RunResult } from "../../src/results/run-result.js";
import type { StudyResult } from "../../src/results/study-result.js";
import { hostileRun, sampleRun, toldRun } from "./sample.js";

const SEEDS = 20;

function studyOf(run: RunResult): StudyResult {
  const replications = new Replications();
  for (let seed = 1; seed <= SEEDS; seed++) {
    const expectations = run.expectations.map((one, i) => ({
      ...one,
      observed: one.observed === null ? null : one.observed * (1 + ((seed * 7 + i) % 11) / 100),
      pass: one.pass && !(seed === 13 && i === 2),
    }));
    const moments = run.moments.map((one) => {
      const later = one.kind === "expectation" ? 60 * (seed - 1) : 0;
      return { ...one, at: one.at === null ? null : one.at + later };
    });
    replications.add({ ...run, seed, expectations, moments });
  }
  return replications.conclude();
}

export const sampleStudy: StudyResult = studyOf(sampleRun);
export const toldStudy: StudyResult = studyOf(toldRun);
export const hostileStudy: StudyResult = studyOf(hostileRun);
