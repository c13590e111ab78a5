/** The answer of `probe`: would a tester see the fault, and how many clean tries would show that it is gone? */
import type { ProbeResult } from "../../results/probe-result.js";
import { ReportClock } from "../text/report-clock.js";
import type { TerminalStyle } from "./style.js";

export function terminalProbe(result: ProbeResult, style: TerminalStyle): string {
  const { at, tries, everySeconds, testers, risk, noticed, cleanTries } = result;
  const clock = new ReportClock(result.start, at + tries * everySeconds, style.zone);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    style.paint("heading", `${tries} tries to get in, from ${clock.time(at)} on, one every ${everySeconds} s`),
    style.paint("quiet", `${result.scenario} · seed ${result.seed} · ${testers.toLocaleString("en-US")} testers`),
    "",
    `one try fails            ${percent(risk)}`,
    `a tester sees a failure  ${percent(noticed.share)}   95 % interval ${percent(noticed.low)} to ${percent(noticed.high)}`,
    `1 − (1 − p)^k            ${percent(noticed.closedForm)}   if every try were independent`,
    cleanTries === null
      ? "there is nothing to see"
      : `${cleanTries} clean tries in a row would show at 95 % that the fault is gone`,
  ].join("\n");
}
