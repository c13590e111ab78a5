/** Tables of `vantage` and `where`: success as each hop sees it, and where failed attempts were last seen. */
import type { LastHops, VantageRow, VantageTable } from "../../results/vantage-table.js";
import { formatDuration, formatExactCount, formatFraction } from "../../schema/format.js";
import { ReportClock } from "../text/report-clock.js";
import { wrap } from "../text/text-table.js";
import { joined, RIGHT, table, titled } from "./section.js";
import type { TerminalStyle } from "./style.js";

/** Hops in the order in which a connection meets them. */
const PATH = ["client", "mitigation", "edge", "balancer", "server"] as const;

/** The whole answer of `vantage`, without a newline at its end. */
export function terminalVantage(found: VantageTable, style: TerminalStyle): string {
  const clock = new ReportClock(found.start, found.durationSeconds, style.zone);
  const row = (one: VantageRow) => [clock.time(one.from), ...PATH.map((point) => percent(one[point])), points(one.gap)];
  const facts = `${found.scenario} · seed ${found.seed} · of a hop: the share of its connections that went on`;
  return joined([
    titled("Success, as each vantage point sees it", [style.paint("quiet", facts)], style),
    table(["from", ...PATH, "blind spot"], found.rows.map(row), [{}, ...PATH.map(() => RIGHT), RIGHT], style),
    [widestLine(found, clock)],
    pointLines(found, style),
    wrap(deviceLine(found), style.width),
  ]);
}

function widestLine({ widest }: VantageTable, clock: ReportClock): string {
  if (widest === null || (widest.gap ?? 0) <= 0) return "no blind spot";
  return `widest blind spot: ${points(widest.gap)} from ${clock.time(widest.from)}`;
}

/** What each point has counted, who runs it, and how many alerts fired on what can be seen there. */
function pointLines({ points }: VantageTable, style: TerminalStyle): string[] {
  const count = (value: number | null) => (value === null ? "–" : formatExactCount(value));
  const rows = points.map((one) => [
    one.point,
    one.owner,
    ...[one.in, one.out, one.dropped, one.inFlight, one.alerts].map(count),
  ]);
  const head = ["point", "owner", "in", "out", "ended", "in flight", "alerts"];
  return table(head, rows, [{}, {}, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT], style);
}

function deviceLine({ attackStopped, deviceChanges, deviceSeconds }: VantageTable): string {
  const attack = attackStopped === null ? "no attack" : `${percent(attackStopped)} of attack traffic stopped`;
  return `mitigation device: active for ${formatDuration(deviceSeconds)}, ${deviceChanges} state changes, ${attack}`;
}

/** The whole answer of `where`, without a newline at its end. */
export function terminalWhere(found: LastHops, style: TerminalStyle): string {
  const rows = found.rows.map(({ hop, stage, failed, share }) => [
    hop,
    stage,
    formatExactCount(failed),
    percent(share),
  ]);
  const facts = `${found.scenario} · seed ${found.seed} · ${formatExactCount(found.failed)} failed attempts`;
  return joined([
    titled("Where failed attempts were last seen", [style.paint("quiet", facts)], style),
    table(["last hop", "stage", "failed", "share"], rows, [{}, {}, RIGHT, RIGHT], style),
    attributionLines(found, style),
  ]);
}

/** How far "the mitigation device was active" would have pointed to the attempts that the device ended. */
function attributionLines({ attribution }: LastHops, style: TerminalStyle): string[] {
  if (attribution === null) return [];
  const { inside, outside, precision, recall } = attribution;
  const counts = `unanswered attempts: ${formatExactCount(inside)} while it was, ${formatExactCount(outside)} while not`;
  const rates = `precision ${percent(precision)}, recall ${percent(recall)}`;
  return wrap(`blaming the mitigation device whenever it was active: ${rates} (${counts})`, style.width);
}

function percent(share: number | null): string {
  return share === null ? "–" : formatFraction(share, 2);
}

/** Percentage points. */
function points(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(2)} pp`;
}
