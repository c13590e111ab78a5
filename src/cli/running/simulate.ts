/**
 * Runs a scenario with one or several seeds, writes the run directory and prints the result: the work of `replay` and
 * `run`.
 */
import { createHash } from "node:crypto";
import { Replications } from "../../experiment/replicate.js";
import { rehearse } from "../../experiment/run.js";
import { reportFormats } from "../../report/index.js";
import { studyVerdictText, verdictOf, verdictText } from "../../report/text/wording.js";
import type { RunResult } from "../../results/run-result.js";
import type { StudyResult } from "../../results/study-result.js";
import { resolvedYaml } from "../../scenario/resolved.js";
import type { LoadedScenario } from "../../scenario/schema.js";
import { notice, print, terminalStyle } from "../console.js";
import { type ExitCode, exitCode } from "../exit-code.js";
import { type Files, writeRunDirectory } from "../files/run-directory.js";
import { UsageError } from "../options/usage-error.js";
import { interruptible } from "./interruption.js";
import type { Order } from "./order.js";
import { Progress } from "./progress.js";
import { seedResults } from "./seed-pool.js";
import { runSeed } from "./seed-run.js";

/** Does the whole work and returns the exit code. */
export function simulate(order: Order): Promise<ExitCode> {
  if (order.out?.trim() === "") throw new UsageError("--out needs a value: the directory to write");
  return interruptible((signal) =>
    order.seeds === 1 && order.precision === undefined ? oneRun(order, signal) : study(order, signal),
  );
}

async function oneRun(order: Order, signal: AbortSignal): Promise<ExitCode> {
  const { loaded, firstSeed, out } = order;
  const progress = new Progress(loaded.scenario.name, 1, order.quiet);
  const onFraction = (fraction: number): void => progress.update(0, fraction);
  const result = await runSeed(loaded, firstSeed, { signal, memory: order.memory, onFraction });
  progress.end();
  const place = `${out ?? runPlace(result)}${result.partial ? ".partial" : ""}`;
  writeRunDirectory(place, runFiles(result, loaded));
  const text = order.quiet ? `${verdictText(result.expectations)}\n` : undefined;
  present(order, text, (format) => format.run(result, terminalStyle(order.local)));
  pointTo(order, place);
  return { pass: exitCode.ok, fail: exitCode.failed, partial: exitCode.interrupted }[verdictOf(result)];
}

async function study(order: Order, signal: AbortSignal): Promise<ExitCode> {
  rehearse(order.loaded);
  const replications = new Replications();
  const firstPartial = await runSeeds(order, signal, replications);
  if (replications.count === 0 && firstPartial) {
    const place = `${order.out ?? runPlace(firstPartial)}.partial`;
    pointTo(order, writeRunDirectory(place, runFiles(firstPartial, order.loaded)));
    return exitCode.interrupted;
  }
  const { precision } = order;
  const inconclusive = precision !== undefined && !replications.isPrecise(precision);
  const result = replications.conclude({ partial: firstPartial !== undefined, inconclusive });
  const place = `${order.out ?? studyPlace(result)}${result.partial ? ".partial" : ""}`;
  writeRunDirectory(place, studyFiles(result, order.loaded));
  const text = order.quiet ? `${studyVerdictText(result)}\n` : undefined;
  present(order, text, (format) => format.study(result, terminalStyle(order.local)));
  pointTo(order, place);
  if (result.partial) return exitCode.interrupted;
  return { pass: exitCode.ok, fail: exitCode.failed, inconclusive: exitCode.inconclusive }[result.verdict];
}

/** Runs seed after seed until there are enough; returns the run that an interruption cut short. */
async function runSeeds(order: Order, signal: AbortSignal, replications: Replications): Promise<RunResult | undefined> {
  const { loaded, precision, quiet, out } = order;
  const progress = new Progress(loaded.scenario.name, order.seeds, quiet);
  const onFraction = (fraction: number): void => progress.update(replications.count, fraction);
  try {
    for await (const result of seedResults({ ...order, signal, onFraction })) {
      if (result.partial) return result;
      // The first seed has charts to look at, beside the study that has none.
      if (replications.count === 0 && out === undefined) writeRunDirectory(runPlace(result), runFiles(result, loaded));
      replications.add(result);
      if (precision !== undefined && replications.isPrecise(precision)) return undefined;
    }
    return undefined;
  } finally {
    progress.end();
  }
}

function runPlace({ scenario, seed }: RunResult): string {
  return `reports/${scenario.name}/seed-${seed}`;
}

/** A study is named by what it was made of: the resolved scenario and its seeds. */
function studyPlace({ scenario, seeds }: StudyResult): string {
  const made = `${scenario.sha256} ${seeds.map(({ seed }) => seed).join(" ")}`;
  return `reports/${scenario.name}/${createHash("sha256").update(made).digest("hex").slice(0, 12)}`;
}

function runFiles(result: RunResult, { scenario }: LoadedScenario): Files {
  const reports = reportFormats.flatMap(({ file, run }) => (file ? [[file, run(result)] as const] : []));
  return new Map([["scenario.resolved.yaml", resolvedYaml(scenario)], ...reports]);
}

function studyFiles(result: StudyResult, { scenario }: LoadedScenario): Files {
  const reports = reportFormats.flatMap(({ file, studyFile, study }) =>
    file ? [[studyFile ?? file, study(result)] as const] : [],
  );
  return new Map([["scenario.resolved.yaml", resolvedYaml(scenario)], ...reports]);
}

type Format = (typeof reportFormats)[number];

function present({ json }: Order, short: string | undefined, text: (format: Format) => string): void {
  const wanted = json ? "json" : "terminal";
  const format = reportFormats.find(({ name }) => name === wanted);
  if (format) print(json ? text(format) : (short ?? text(format)));
}

/** Where the report is: part of the result, unless that is JSON. */
function pointTo({ json, quiet }: Order, place: string): void {
  const line = `report  ${place}/report.html`;
  if (json) notice(line);
  else if (!quiet) print(`${line}\n`);
}
