/**
 * Which series are drawn together, under which heading, and how their numbers read. The one place that decides what a
 * reader sees first; series that no panel names are still in `series.csv`.
 */
import type { RunResult, Series } from "../results/run-result.js";

/** One line of a panel: a series by its key, or one per series whose key starts with `prefix`. */
interface LineRule {
  readonly key?: string;
  readonly prefix?: string;
  readonly label: string;
  /** Number of its colour (page.css `--c0` …); its place in the panel when none is given. From 7 on, dashed. */
  readonly hue?: number;
}

export interface PanelRule {
  readonly id: string;
  readonly group: "mail" | "edge" | "auth" | "storage" | "latency";
  readonly title: string;
  /** What the reader should look for, one sentence. */
  readonly caption: string;
  /** Counters are drawn per second; everything else as it was read. */
  readonly perSecond?: boolean;
  readonly unit: string;
  readonly scale?: "linear" | "logarithmic";
  /** Drawn as steps: whole things that come and go. */
  readonly steps?: boolean;
  readonly lines: readonly LineRule[];
}

/** A panel whose series exist in the result at hand. */
export interface Panel extends Omit<PanelRule, "lines"> {
  readonly lines: readonly {
    readonly key: string;
    readonly label: string;
    readonly hue: number;
    readonly series: Series;
  }[];
}

export const groupTitles: Record<PanelRule["group"], { title: string; lead: string }> = {
  mail: { title: "Mail", lead: "What senders offered, what was taken, and what was asked to come back later." },
  edge: {
    title: "The way in",
    lead: "What each vantage point sees of the same connections, and where those end that never arrive.",
  },
  auth: {
    title: "Authentication",
    lead: "One service that all others ask; and what it does for callers who have left.",
  },
  storage: { title: "Storage", lead: "What went on in the cluster behind the mail servers, node by node." },
  latency: { title: "Latency", lead: "How long the answer took; the upper line is what one in a hundred felt." },
};

const rules: readonly PanelRule[] = [
  {
    id: "flow",
    group: "mail",
    title: "Offered, attempted, accepted",
    caption:
      "Attempts rise above the offered mail while refused messages come back, and fall to it again after the drain.",
    perSecond: true,
    unit: "1/s",
    lines: [
      { key: "messages.offered", label: "offered", hue: 6 },
      { key: "attempts", label: "attempts", hue: 4 },
      { key: "messages.accepted", label: "accepted", hue: 0 },
    ],
  },
  {
    id: "refusals",
    group: "mail",
    title: "Turned away for storage",
    caption: "The 421s and 5xx of a message that could not be stored. They come in episodes.",
    perSecond: true,
    unit: "1/s",
    lines: [
      { key: "replies.421.storage", label: "SMTP 421", hue: 1 },
      { key: "replies.http.5xx.storage", label: "HTTP 5xx", hue: 3 },
    ],
  },
  {
    id: "ordinary",
    group: "mail",
    title: "Turned away by the mail servers",
    caption: "Limits of the servers themselves. On a busy one these 421s are always there.",
    perSecond: true,
    unit: "1/s",
    lines: [
      { key: "replies.421.connections", label: "connection cap", hue: 0 },
      { key: "replies.421.idle", label: "idle timeout", hue: 2 },
      { key: "replies.421.sessions", label: "sessions full", hue: 4 },
      { key: "replies.421.admission", label: "admission", hue: 3 },
      { key: "replies.421.fault", label: "injected fault", hue: 1 },
      { key: "replies.421.restart", label: "restart", hue: 5 },
      { key: "replies.4xx", label: "other 4xx", hue: 6 },
      { key: "replies.http.429", label: "HTTP 429", hue: 7 },
    ],
  },
  {
    id: "waiting",
    group: "mail",
    title: "Waiting at the senders",
    caption: "Messages that their senders hold for another attempt.",
    unit: "1",
    lines: [{ key: "messages.waiting", label: "waiting", hue: 3 }],
  },
  {
    id: "sessions",
    group: "mail",
    title: "Sessions at the mail servers",
    caption: "Open SMTP sessions, and connections that nobody has greeted yet.",
    unit: "1",
    lines: [
      { key: "intake.sessions", label: "sessions" },
      { key: "intake.backlog", label: "listen backlog" },
      { key: "intake.workers", label: "API workers busy" },
    ],
  },
  {
    id: "vantage",
    group: "edge",
    title: "Success, as client and server see it",
    caption: "Where the two lines part, connections fail that no monitoring behind the way in can see.",
    unit: "fraction",
    lines: [
      { key: "vantage.server", label: "server", hue: 0 },
      { key: "vantage.client", label: "clients", hue: 1 },
    ],
  },
  {
    id: "hops",
    group: "edge",
    title: "Where connections end",
    caption: "Connections that got no further than this hop. None of them ever gets a reply code.",
    perSecond: true,
    unit: "1/s",
    lines: [
      { key: "hops.internet.dropped", label: "internet", hue: 6 },
      { key: "hops.mitigation.dropped", label: "mitigation device", hue: 1 },
      { key: "hops.edge.dropped", label: "edge device", hue: 3 },
      { key: "hops.balancer.dropped", label: "load balancer", hue: 4 },
    ],
  },
  {
    id: "attack",
    group: "edge",
    title: "Attack traffic",
    caption: "Times what the attacked hop can take: sent, and what the mitigation device lets pass.",
    unit: "1",
    lines: [
      { key: "attack.sent", label: "sent", hue: 3 },
      { key: "attack.passed", label: "past the device", hue: 1 },
    ],
  },
  {
    id: "device",
    group: "edge",
    title: "Pools behind the mitigation device",
    caption: "When the protection stood in the way, and of how many pools.",
    unit: "1",
    steps: true,
    lines: [{ key: "mitigation.active", label: "pools", hue: 5 }],
  },
  {
    id: "tickets",
    group: "edge",
    title: "Tickets of customers",
    caption: "The sensor that is left when nobody else sees the fault.",
    unit: "1",
    lines: [{ key: "tickets", label: "tickets", hue: 2 }],
  },
  {
    id: "auth-flow",
    group: "auth",
    title: "Requests, calls, answers",
    caption: "Calls rise above requests when failures are tried again; answers that come too late are no answers.",
    perSecond: true,
    unit: "1/s",
    lines: [
      { key: "auth.offered", label: "requests", hue: 6 },
      { key: "auth.calls", label: "calls", hue: 4 },
      { key: "auth.goodput", label: "answered in time", hue: 0 },
      { key: "auth.calls.wasted", label: "served for nobody", hue: 3 },
    ],
  },
  {
    id: "auth-queue",
    group: "auth",
    title: "Waiting for an auth worker",
    caption: "Once the queue is a timeout long, every call that is served has been given up by its caller.",
    unit: "1",
    lines: [{ key: "auth.queue", label: "calls waiting", hue: 3 }],
  },
  {
    id: "auth-refusals",
    group: "auth",
    title: "Calls that came to nothing",
    caption: "Given up by their callers, or refused because the queue was full or the service down.",
    perSecond: true,
    unit: "1/s",
    lines: [
      { key: "auth.timeouts", label: "timed out", hue: 1 },
      { key: "auth.calls.refused", label: "refused", hue: 2 },
      { key: "auth.retries", label: "tried again", hue: 4 },
    ],
  },
  {
    id: "sstables",
    group: "storage",
    title: "SSTables per node",
    caption:
      "A node whose compaction stalls keeps flushing: its files pile up, and every read has to touch more of them.",
    unit: "1",
    lines: [{ prefix: "storage.sstables.", label: "" }],
  },
  {
    id: "pending",
    group: "storage",
    title: "Pending compactions",
    caption: "What nodetool compactionstats shows; it never falls during a stall.",
    unit: "1",
    lines: [{ prefix: "storage.pending.", label: "" }],
  },
  {
    id: "shares",
    group: "storage",
    title: "Disk, reads and coordinator threads",
    caption: "Reads get less than they need, threads wait for them, and a full coordinator refuses writes.",
    unit: "fraction",
    lines: [
      { key: "storage.disk", label: "disk busy, worst node" },
      { key: "storage.reads.granted", label: "reads granted, worst node", hue: 2 },
      { key: "storage.threads", label: "threads busy, worst coordinator", hue: 1 },
    ],
  },
  {
    id: "nodes",
    group: "storage",
    title: "Nodes stalled or down",
    caption: "Two of three replicas in trouble at once is what costs a quorum.",
    unit: "1",
    steps: true,
    lines: [
      { key: "storage.nodes.stalled", label: "stalled", hue: 4 },
      { key: "storage.nodes.down", label: "down", hue: 2 },
    ],
  },
  {
    id: "accept",
    group: "latency",
    title: "Creation to acceptance",
    caption: "Retries included, so that a refused message counts with all the time it waited.",
    unit: "s",
    scale: "logarithmic",
    lines: [
      { key: "p50(accept.latency)", label: "p50" },
      { key: "p99(accept.latency)", label: "p99" },
    ],
  },
  {
    id: "auth-latency",
    group: "latency",
    title: "Requests at auth",
    caption: "From the request to its answer, retries included; those that failed are not in it.",
    unit: "s",
    scale: "logarithmic",
    lines: [
      { key: "p50(auth.latency)", label: "auth p50" },
      { key: "p99(auth.latency)", label: "auth p99" },
    ],
  },
  {
    id: "write",
    group: "latency",
    title: "Storage writes",
    caption: "The warning sign: write p99 rises before the first 421 of each episode.",
    unit: "s",
    scale: "logarithmic",
    lines: [
      { key: "p50(storage.write.latency)", label: "write p50" },
      { key: "p99(storage.write.latency)", label: "write p99" },
      { key: "storage.read.latency", label: "read" },
    ],
  },
];

/** The panels that have something to show: at least one series with a value other than zero. */
export function panelsOf(result: RunResult): Panel[] {
  return rules
    .map((rule) => {
      const lines = rule.lines.flatMap((line) => linesOf(line, result.series.metrics));
      return { ...rule, lines: lines.map((line, i) => ({ ...line, hue: line.hue ?? i })) };
    })
    .filter((panel) => panel.lines.length > 0);
}

function linesOf({ key, prefix, label, hue }: LineRule, metrics: Record<string, Series>) {
  const keys = prefix === undefined ? [key ?? ""] : Object.keys(metrics).filter((name) => name.startsWith(prefix));
  return keys.flatMap((name) => {
    const series = metrics[name];
    if (series === undefined || !hasShape(series)) return [];
    return [{ key: name, label: prefix === undefined ? label : name.slice(prefix.length), hue, series }];
  });
}

function hasShape(series: Series): boolean {
  return series.values.some((value) => value !== null && value !== 0);
}
