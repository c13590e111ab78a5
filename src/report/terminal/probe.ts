/** The answer of `probe`: the share of testers who see the fault, and the clean connections that would show its end. */
import type { ProbeResult } from "../../results/probe-result.js";
import { formatCount, formatDuration, formatFraction } from "../../schema/format.js";
import { ReportClock } from "../text/report-clock.js";
import { wrap } from "../text/text-table.js";
import { joined, painted, RIGHT, table } from "./section.js";
import type { TerminalStyle } from "./style.js";

/** The whole answer, without a newline at its end. */
export function terminalProbe(result: ProbeResult, style: TerminalStyle): string {
  const { scenario, seed, start, at, tries, everySeconds, testers, risk, noticed, cleanTries } = result;
  const from = new ReportClock(start, at + tries * everySeconds, style.zone).time(at);
  const percent = (share: number) => formatFraction(share, 1);
  const interval = `95 % interval ${percent(noticed.low)} to ${percent(noticed.high)}`;
  const rows = [
    ["one connection fails", percent(risk), ""],
    ["a tester sees a failure", percent(noticed.share), interval],
    ["1 − (1 − p)^k", percent(noticed.closedForm), "if connections failed independently"],
  ];
  const cure =
    cleanTries === null
      ? "no connection can fail here: there is nothing to see"
      : `${formatCount(cleanTries)} clean connections in a row would show, at 95 %, that the fault is gone`;
  const title = `Test connections per tester: ${formatCount(tries)}, one every ${formatDuration(everySeconds)} from ${from}`;
  return joined([
    [
      ...painted("heading", title, style),
      style.paint("quiet", `${scenario} · seed ${seed} · ${formatCount(testers)} testers`),
    ],
    table(undefined, rows, [{}, RIGHT, { wraps: true }], style),
    wrap(cure, style.width),
  ]);
}
