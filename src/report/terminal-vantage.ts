/** Tables of `vantage` and `where`: success as each hop sees it, and where failed attempts were last seen. */
import type { LastHops, VantageRow, VantageTable } from "../results/vantage-table.js";
import { ReportClock } from "./report-clock.js";
import type { TerminalStyle } from "./text/terminal-style.js";
import { type Column, textTable } from "./text/text-table.js";

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
  ].join("\n");
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
  ].join("\n");
}

function percent(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(2)} %`;
}

/** Percentage points. */
function points(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(2)} pp`;
}
