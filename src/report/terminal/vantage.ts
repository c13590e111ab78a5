/** Tables of `vantage` and `where`: success as each hop sees it, and where failed attempts were last seen. */
import type { LastHops, VantageRow, VantageTable } from "../../results/vantage-table.js";
import { formatDuration } from "../../schema/format.js";
import { ReportClock } from "../text/report-clock.js";
import { type Column, textTable } from "../text/text-table.js";
import type { TerminalStyle } from "./style.js";

const RIGHT: Column = { align: "right" };

/** Hops in the order in which a connection meets them. */
const WAY = ["client", "mitigation", "edge", "balancer", "server"] as const;

export function terminalVantage(table: VantageTable, style: TerminalStyle): string {
  const clock = new ReportClock(table.start, table.durationSeconds, style.zone);
  const row = (one: VantageRow) => [clock.time(one.from), ...WAY.map((point) => percent(one[point])), points(one.gap)];
  const lines = textTable(
    [["from", ...WAY, "blind spot"], ...table.rows.map(row)],
    [{}, ...WAY.map(() => RIGHT), RIGHT],
    style.width,
    (text, index) => (index === 0 ? style.paint("quiet", text) : text),
  );
  const { widest } = table;
  const gap =
    widest === null || (widest.gap ?? 0) <= 0
      ? "no blind spot"
      : `blind spot up to ${points(widest.gap)} from ${clock.time(widest.from)}`;
  return [
    style.paint("heading", "Success, as each vantage point sees it"),
    style.paint("quiet", `${table.scenario} · seed ${table.seed} · hops: of what came, the share that went on`),
    "",
    ...lines,
    "",
    gap,
    "",
    ...pointLines(table, style),
    "",
    deviceLine(table),
  ].join("\n");
}

/** What each point has counted, who runs it, and how many alerts fired on what can be seen there. */
function pointLines({ points }: VantageTable, style: TerminalStyle): string[] {
  const count = (value: number | null) => (value === null ? "–" : value.toLocaleString("en-US"));
  const rows = points.map((one) => [
    one.point,
    one.owner,
    ...[one.in, one.out, one.dropped, one.inFlight, one.alerts].map(count),
  ]);
  return textTable(
    [["point", "owner", "in", "out", "ended", "in flight", "alerts"], ...rows],
    [{}, {}, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT],
    style.width,
    (text, index) => (index === 0 ? style.paint("quiet", text) : text),
  );
}

function deviceLine({ attackStopped, deviceChanges, deviceSeconds }: VantageTable): string {
  const attack = attackStopped === null ? "no attack" : `${percent(attackStopped)} of attack traffic stopped`;
  return `mitigation device: in the way for ${formatDuration(deviceSeconds)}, state changes ${deviceChanges}, ${attack}`;
}

/** Whether the failures could have been told by the times at which the device stood in the way. */
function attributionLine({ attribution }: LastHops): string[] {
  if (attribution === null) return [];
  const { inside, outside, precision, recall } = attribution;
  const counts = `${inside.toLocaleString("en-US")} while it was, ${outside.toLocaleString("en-US")} while not`;
  return ["", `by the device being in the way (${counts}): precision ${percent(precision)}, recall ${percent(recall)}`];
}

export function terminalWhere(found: LastHops, style: TerminalStyle): string {
  const rows = found.rows.map(({ hop, stage, failed, share }) => [
    hop,
    stage,
    failed.toLocaleString("en-US"),
    percent(share),
  ]);
  const lines = textTable(
    [["last hop", "stage", "failed", "share"], ...rows],
    [{}, {}, RIGHT, RIGHT],
    style.width,
    (text, index) => (index === 0 ? style.paint("quiet", text) : text),
  );
  const total = `${found.failed.toLocaleString("en-US")} failed attempts`;
  return [
    style.paint("heading", "Where failed attempts were last seen"),
    style.paint("quiet", `${found.scenario} · seed ${found.seed} · ${total}`),
    "",
    ...lines,
    ...attributionLine(found),
  ].join("\n");
}

function percent(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(2)} %`;
}

/** Percentage points. */
function points(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(2)} pp`;
}
