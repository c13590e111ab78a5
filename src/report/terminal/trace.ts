/** One message as a table: a line per attempt, with stage, reply, cause and the next try. */
import type { AttemptEnd, MessageTrace, TraceEvent } from "../../results/message-trace.js";
import { formatDuration, formatSize } from "../../schema/format.js";
import type { Seconds } from "../../schema/quantity.js";
import { ReportClock } from "../text/report-clock.js";
import { joined, RIGHT, table } from "./section.js";
import type { TerminalStyle } from "./style.js";

interface Line {
  readonly at: Seconds;
  /** What happened. */
  readonly text: string;
  /** How long it took; empty for what takes no time. */
  readonly took: string;
  /** When the message is tried again. */
  next: string;
}

/** The whole table, without a newline at its end. */
export function terminalTrace(trace: MessageTrace, style: TerminalStyle): string {
  const clock = new ReportClock(trace.start, trace.events.at(-1)?.at ?? 0, style.zone);
  const rows = linesOf(trace.events, clock).map(({ at, text, took, next }) => [clock.time(at), text, took, next]);
  return joined([
    header(trace, style),
    table(["time", "", "took", "next try"], rows, [{}, { wraps: true }, RIGHT, { wraps: true }], style),
    [verdict(trace)],
  ]);
}

function header(trace: MessageTrace, style: TerminalStyle): string[] {
  const { scenario, seed, message, population, profile, host, bytes, recipients } = trace;
  const facts = [
    `${population}, host ${host}`,
    `retry profile ${profile}`,
    formatSize(bytes),
    plural(recipients, "recipient"),
  ];
  return [
    style.paint("heading", `Message m-${message}`),
    style.paint("quiet", `${scenario.name} · seed ${seed}`),
    style.paint("quiet", facts.join(" · ")),
  ];
}

function linesOf(events: readonly TraceEvent[], clock: ReportClock): Line[] {
  const lines: Line[] = [];
  let begun: { at: Seconds; connection: string } = { at: 0, connection: "new" };
  for (const event of events) {
    if (event.what === "attempt begins") begun = event;
    else if (event.what === "attempt ends") lines.push(attemptLine(event, begun));
    else if (event.what === "next address") {
      lines.push(attemptLine(event, begun, "; on to the next address"));
      begun = { at: event.at, connection: "new" };
    } else if (event.what === "postponed" && !event.untried) nextTry(lines, event, clock);
    else lines.push(plainLine(event, clock));
  }
  return lines.sort((a, b) => a.at - b.at);
}

function attemptLine(
  end: AttemptEnd & { attempt: number },
  begun: { at: Seconds; connection: string },
  then = "",
): Line {
  return {
    at: begun.at,
    text: `attempt ${end.attempt}, ${begun.connection} connection: ${outcomeText(end)}${then}`,
    took: formatDuration(end.at - begun.at),
    next: "",
  };
}

function outcomeText({ outcome, stage, code, cause }: AttemptEnd): string {
  if (outcome === "accepted") return `${code} accepted`;
  if (code === null) return `${outcome} at ${stage}`;
  return `${code} at ${stage}${cause === null ? "" : `, ${cause}`}`;
}

/** Adds the time of the next try to the line of the last attempt. */
function nextTry(lines: Line[], { at, until }: { at: Seconds; until: Seconds }, clock: ReportClock): void {
  const last = lines.findLast(({ took }) => took !== "");
  if (last) last.next = `in ${formatDuration(until - at)}, ${clock.time(until)}`;
}

function plainLine(event: TraceEvent, clock: ReportClock): Line {
  const { at } = event;
  switch (event.what) {
    case "created":
      return { at, text: "created", took: "", next: "" };
    case "postponed":
      return { at, text: "not tried: its destination is suspended", took: "", next: `${clock.time(event.until)}` };
    case "recalled":
      return { at, text: "due early: its destination has accepted another message", took: "", next: "" };
    case "stored":
      return { at, text: event.duplicate ? "stored again: a duplicate" : "stored", took: "", next: "" };
    case "given up":
      return { at, text: "given up by its sender: bounced", took: "", next: "" };
    case "lost":
      return { at, text: "lost: its sender keeps no queue", took: "", next: "" };
    default:
      return { at, text: "end of the run", took: "", next: "" };
  }
}

function verdict({ attempts, duplicates, acceptLatencySeconds }: MessageTrace): string {
  const tried = plural(attempts, "attempt");
  if (acceptLatencySeconds === null) return `never accepted, ${tried}`;
  const twice = duplicates === 0 ? "no duplicate" : plural(duplicates, "duplicate");
  return `accepted after ${formatDuration(acceptLatencySeconds)}, ${tried}, ${twice}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
