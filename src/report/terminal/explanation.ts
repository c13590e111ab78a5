/** The answer of `explain`: the state of the service at one moment, and the closed-form conditions of a retry trap. */
import type { Explanation } from "../../results/explanation.js";
import { formatCount, formatDuration, formatFraction, formatRate } from "../../schema/format.js";
import { ReportClock } from "../text/report-clock.js";
import { wrap } from "../text/text-table.js";
import { joined, painted, table, titled } from "./section.js";
import type { TerminalStyle } from "./style.js";

/** The whole answer, without a newline at its end. */
export function terminalExplanation(found: Explanation, style: TerminalStyle): string {
  const { scenario, seed, start, at, window, conditions } = found;
  const moment = new ReportClock(start, at, style.zone).time(at);
  const facts = `${scenario} · seed ${seed} · simulated, over the last ${formatDuration(window)}`;
  const sentences = conditions.flatMap((line) => wrap(line, style.width));
  return joined([
    [
      ...painted("heading", `At ${moment}: ${verdict(found)}`, style),
      style.paint("quiet", facts),
      ...table(undefined, rowsOf(found), [{}, { wraps: true }], style),
    ],
    titled("In closed form", sentences, style),
  ]);
}

function verdict({ isTrapped, isCollapsed }: Explanation): string {
  if (isTrapped) return "trapped: almost nothing is answered, though the fresh load would fit";
  return isCollapsed ? "collapsed: almost nothing is answered" : "not trapped";
}

function rowsOf({ offered, calls, answered, served, wasted, queue, load }: Explanation): string[][] {
  const perRequest = offered === 0 ? "–" : (calls / offered).toFixed(2);
  return [
    ["requests", formatRate(offered)],
    ["calls", `${formatRate(calls)} (${perRequest} per request)`],
    ["answered in time", formatRate(answered)],
    ["served", `${formatRate(served)}, ${formatFraction(wasted)} of them after the caller had given up`],
    ["queue", `${formatCount(queue)} calls, ${formatDuration(queue / load.capacity)} of work`],
  ];
}
