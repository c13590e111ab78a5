/** Queues by age, in the form of Postfix's qshape(1): a row per sender, ages in minutes, doubling. */
import type { QueueShape, QueueShapeRow } from "../../results/queue-shape.js";
import { formatDuration } from "../../schema/format.js";
import { ReportClock } from "../text/report-clock.js";
import { type Column, textTable } from "../text/text-table.js";
import type { TerminalStyle } from "./style.js";

/** The whole table, without a newline at its end. @param most rows to show, the largest first */
export function terminalQueueShape(shape: QueueShape, style: TerminalStyle, most: number): string {
  const clock = new ReportClock(shape.start, shape.at, style.zone);
  const minutes = shape.limits.map((limit) => String(limit / 60));
  const head = ["", "T", ...minutes, `${minutes.at(-1)}+`];
  const rows = [shape.total, ...shape.rows.slice(0, most)].map(cells);
  const columns: Column[] = head.map(() => ({ align: "right" }));
  const table = textTable([head, ...rows], columns, style.width, (text, row) =>
    row === 0 ? style.paint("quiet", text) : text,
  );
  const hidden = shape.rows.length - most;
  return [
    style.paint("heading", "Messages waiting at their senders, by age in minutes"),
    style.paint("quiet", whereAndWhen(shape, clock)),
    "",
    ...table,
    ...(hidden > 0 ? [style.paint("quiet", `and ${hidden} more rows (--top)`)] : []),
  ].join("\n");
}

function whereAndWhen({ scenario, seed, at }: QueueShape, clock: ReportClock): string {
  return `${scenario.name} · seed ${seed} · ${clock.date(at)} ${clock.time(at)}, ${formatDuration(at)} after the start`;
}

function cells({ name, total, byAge }: QueueShapeRow): string[] {
  return [name, String(total), ...byAge.map(String)];
}
