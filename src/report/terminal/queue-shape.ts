/** Queues by age, in the form of Postfix's qshape(1): a row per sender, a column per age, ages doubling. */
import type { QueueShape, QueueShapeRow } from "../../results/queue-shape.js";
import { formatCount, formatDuration, formatExactCount } from "../../schema/format.js";
import { ReportClock } from "../text/report-clock.js";
import { joined, RIGHT, table, titled } from "./section.js";
import type { TerminalStyle } from "./style.js";

/** The whole table, without a newline at its end. @param most rows to show, the largest first */
export function terminalQueueShape(shape: QueueShape, style: TerminalStyle, most: number): string {
  const clock = new ReportClock(shape.start, shape.at, style.zone);
  const minutes = shape.limits.map((limit) => String(limit / 60));
  const head = ["", "T", ...minutes, `${minutes.at(-1)}+`];
  const rows = [shape.total, ...shape.rows.slice(0, most)].map(cells);
  const hidden = shape.rows.length - most;
  const more = `and ${formatCount(hidden)} more rows (--top shows more)`;
  return joined([
    titled("Messages waiting at their senders, by age in minutes", [style.paint("quiet", facts(shape, clock))], style),
    [
      ...table(
        head,
        rows,
        head.map(() => RIGHT),
        style,
      ),
      ...(hidden > 0 ? [style.paint("quiet", more)] : []),
    ],
  ]);
}

function facts({ scenario, seed, at }: QueueShape, clock: ReportClock): string {
  const moment = clock.spansDays ? clock.time(at) : `${clock.date(at)} ${clock.time(at)}`;
  return `${scenario.name} · seed ${seed} · ${moment}, ${formatDuration(at)} after the start`;
}

function cells({ name, total, byAge }: QueueShapeRow): string[] {
  return [name, ...[total, ...byAge].map(formatExactCount)];
}
