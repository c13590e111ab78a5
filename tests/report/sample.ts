/**
 * A run as the May 2016 pack leaves one, made by hand: seven hours of it would take longer than the reports under test.
 */
import type { RunResult, Series } from "../../src/results/run-result.js";

const BUCKET = 30;
const HOURS = 6;
const buckets = (HOURS * 3_600) / BUCKET;
const minutes = (clock: string) => {
  const [hour = 0, minute = 0, second = 0] = clock.split(":").map(Number);
  return (hour - 9) * 3_600 + minute * 60 + second;
};

/** Stalls per node, [from, to] on the clock; overlapping neighbours make the episodes. */
const stalls: readonly (readonly [number, string, string])[] = [
  [3, "11:08", "11:24"],
  [5, "11:15", "11:31"],
  [4, "11:18", "11:33"],
  [1, "11:52", "12:07"],
  [6, "11:58", "12:14"],
  [2, "12:33", "12:50"],
  [3, "12:41", "12:56"],
  [5, "13:10", "13:26"],
  [4, "13:16", "13:30"],
];
const episodeSpans = [
  ["11:21:10", "11:25:40"],
  ["12:03:20", "12:08:00"],
  ["12:46:10", "12:51:30"],
  ["13:22:00", "13:27:20"],
] as const;

const times = Array.from({ length: buckets }, (_, i) => i * BUCKET);
/** Even noise in -1..1 that every machine computes alike. */
const noise = (i: number, salt: number) => (((i * 7_919 + salt * 104_729) % 2_003) / 2_003) * 2 - 1;

function inside(at: number, spans: readonly (readonly [string, string])[]): boolean {
  return spans.some(([from, to]) => at >= minutes(from) && at < minutes(to));
}

const level = (title: string, unit: string, at: (t: number, i: number) => number | null): Series => ({
  unit,
  title,
  kind: "level",
  values: times.map((t, i) => {
    const value = at(t, i);
    return value === null ? null : Math.round(value * 1e4) / 1e4;
  }),
});
const counter = (title: string, at: (t: number, i: number) => number): Series => ({
  unit: "1",
  title,
  kind: "counter",
  values: times.map((t, i) => Math.max(0, Math.round(at(t, i)))),
});
const stalledNodes = (t: number) => stalls.filter(([, from, to]) => t >= minutes(from) && t < minutes(to)).length;
const sick = (t: number) => inside(t, episodeSpans);
const afterSick = (t: number) => episodeSpans.some(([, to]) => t >= minutes(to) && t < minutes(to) + 240);
const arrivals = (t: number, i: number) => 200 * BUCKET * (1 + 0.06 * Math.sin(t / 4_000)) + noise(i, 1) * 120;
const downNode = (t: number) => {
  const since = t - minutes("14:00");
  const node = Math.floor(since / 240);
  return since >= 0 && node < 6 && since % 240 < 180 ? node + 1 : 0;
};

function nodeSeries(): Record<string, Series> {
  const entries: [string, Series][] = [];
  for (let node = 1; node <= 6; node++) {
    const grown = (t: number) =>
      stalls
        .filter(([n]) => n === node)
        .reduce((sum, [, from, to]) => {
          const during = Math.min(Math.max(t - minutes(from), 0), minutes(to) - minutes(from)) * 0.23;
          const drained = Math.max(t - minutes(to), 0) * 0.55;
          return sum + Math.max(0, during - drained);
        }, 0);
    entries.push([
      `storage.sstables.node-${node}`,
      level(`SSTables of node ${node}`, "1", (t, i) =>
        downNode(t) === node ? null : 30 + noise(i, node) * 3 + grown(t),
      ),
    ]);
    entries.push([
      `storage.pending.node-${node}`,
      level(`pending compactions of node ${node}`, "1", (t) => Math.round(1 + grown(t) / 26)),
    ]);
  }
  return Object.fromEntries(entries);
}

const metrics: Record<string, Series> = {
  "messages.offered": counter("messages offered", arrivals),
  "messages.accepted": counter(
    "messages accepted",
    (t, i) => arrivals(t, i) * (sick(t) ? 0.68 + noise(i, 2) * 0.1 : afterSick(t) ? 1.06 : 1),
  ),
  attempts: counter("attempts", (t, i) => arrivals(t, i) * (sick(t) ? 1.22 : afterSick(t) ? 1.1 : 1.003)),
  "messages.waiting": level("messages waiting", "1", (t) => {
    for (const [from, to] of episodeSpans) {
      if (t < minutes(from)) continue;
      const grown = (Math.min(t, minutes(to)) - minutes(from)) * 62;
      const left = grown * Math.exp(-Math.max(0, t - minutes(to)) / 420);
      if (t < minutes(to) + 1_800) return 40 + left;
    }
    return 40;
  }),
  "replies.421.storage": counter("421 because storage failed", (t, i) => (sick(t) ? 2_100 + noise(i, 3) * 1_300 : 0)),
  "replies.421.connections": counter("421 at the connection cap", (_t, i) => 4 + noise(i, 4) * 3),
  "replies.421.idle": counter("421 after idling", (_t, i) => 2 + noise(i, 5) * 2),
  "intake.sessions": level("open SMTP sessions", "1", (t, i) => 310 + noise(i, 6) * 20 + (sick(t) ? 900 : 0)),
  "storage.disk": level("disk utilisation, worst node", "fraction", (t, i) =>
    Math.min(1, 0.46 + noise(i, 7) * 0.05 + stalledNodes(t) * 0.22),
  ),
  "storage.reads.granted": level("reads granted, worst node", "fraction", (t, i) =>
    sick(t) ? 0.42 + noise(i, 8) * 0.08 : stalledNodes(t) > 1 ? 0.9 : 1,
  ),
  "storage.threads": level("threads busy, worst coordinator", "fraction", (t, i) =>
    Math.min(1, sick(t) ? 1 : 0.12 + noise(i, 9) * 0.03 + (stalledNodes(t) > 1 ? 0.35 : 0)),
  ),
  "storage.nodes.stalled": level("nodes stalled", "1", stalledNodes),
  "storage.nodes.down": level("nodes down", "1", (t) => (downNode(t) ? 1 : 0)),
  "p50(accept.latency)": level("accept latency p50", "s", (t, i) => 0.21 + noise(i, 10) * 0.01 + (sick(t) ? 0.3 : 0)),
  "p99(accept.latency)": level("accept latency p99", "s", (t, i) =>
    sick(t) ? 9 + noise(i, 11) * 3 : afterSick(t) ? 610 + noise(i, 12) * 120 : 1.1 + noise(i, 13) * 0.1,
  ),
  "p50(storage.write.latency)": level(
    "write latency p50",
    "s",
    (t, i) => 0.004 + noise(i, 14) * 0.0004 + (sick(t) ? 0.8 : 0),
  ),
  "p99(storage.write.latency)": level("write latency p99", "s", (t, i) =>
    sick(t) || sick(t + 30) ? 1.9 : 0.011 + noise(i, 15) * 0.002 + (stalledNodes(t) > 1 ? 0.05 : 0),
  ),
  "storage.read.latency": level("read latency", "s", (t, i) => (sick(t) ? 4.2 : 0.02 + noise(i, 16) * 0.004)),
  ...nodeSeries(),
};

const expectation = (
  id: string,
  that: string,
  observed: number | null,
  unit: string,
  stated?: string,
): RunResult["expectations"][number] => ({
  id,
  that,
  pass: true,
  observed,
  unit,
  severity: "fail",
  ...(stated === undefined ? {} : { stated, source: "Mailgun post-mortem, May 2016" }),
});

export const sampleRun: RunResult = {
  format: "tempfail/run@1",
  scenario: {
    name: "may-2016-cassandra",
    sha256: "4b1d0c8f5a2e7d963f8c1b40aa97d25e6c3f0188b7e4d2a95c06f1e83d7b9a24",
    title: "May 2016: compaction stalls and intermittent 421s",
    question: "How did stalled compactions turn into 421s that came and went, and what did the rolling upgrade change?",
  },
  seed: 1,
  engine: "1.0.0",
  start: "2016-05-24T09:00:00Z",
  durationSeconds: HOURS * 3_600,
  warmUpSeconds: 3_600,
  scale: 1,
  totals: {
    messages: { offered: 4_320_117, accepted: 4_320_071, waiting: 41, gaveUp: 0, lost: 5, duplicates: 1_204 },
    attempts: {
      total: 4_487_930,
      byOutcome: {
        accepted: 4_321_275,
        refused421: 3_811,
        deferred421: 157_442,
        deferred4xx: 0,
        authTempfail: 0,
        http429: 0,
        http5xx: 3_902,
        timeout: 1_204,
        reset: 0,
        dropped: 267,
        inFlight: 29,
      },
      byPhase: { banner: 3_811, data: 158_646 },
      byLastHop: {},
    },
    storage: { writesFailed: 161_344 },
    amplification: 1.0388,
    events: 61_204_411,
  },
  latency: {
    accept: { count: 3_600_212, mean: 16.2, p50: 0.212, p90: 0.64, p99: 611, p999: 2_110, max: 4_213 },
    attempt: { count: 3_601_020, mean: 0.29, p50: 0.21, p90: 0.4, p99: 1.95, p999: 2.02, max: 2.4 },
  },
  vantage: { client: {}, mitigation: {}, edge: {}, server: {} },
  series: { bucketSeconds: BUCKET, metrics },
  alerts: [],
  timeline: [
    { at: minutes("11:00"), name: "stalls", do: "bug", until: minutes("14:00"), detail: "compactions stall at random" },
    {
      at: minutes("14:00"),
      name: "roll",
      do: "upgrade",
      until: minutes("14:24"),
      detail: "node by node to an unaffected version",
    },
  ],
  expectations: [
    expectation(
      "comes-and-goes",
      "episodes(rate(replies.421.storage) > 0, 3min) >= 3 during stalls",
      4,
      "1",
      "storing failed some of the time",
    ),
    expectation(
      "part-of-the-time",
      "minutes(replies.421.storage > 0) between 3% and 60%",
      0.064,
      "fraction",
      "a portion of messages got a 421",
    ),
    expectation(
      "elevated",
      "rate(replies.421) during stalls / rate(replies.421) during baseline >= 5",
      74.2,
      "1",
      "421s were elevated in the week before the post",
    ),
    expectation(
      "ordinary-before",
      "count(replies.421) during baseline >= 600",
      741,
      "1",
      "421 is part of ordinary SMTP",
    ),
    expectation("overlap", "share(storage.writes.failed.overlap) >= 90%", 0.997, "fraction"),
    expectation("first-refusal", "first(replies.421.storage) after stalls", minutes("11:21:14"), "instant"),
    expectation(
      "roll-cures",
      "count(replies.421.storage) during roll.end+10min.. == 0",
      0,
      "1",
      "an unaffected version ended it",
    ),
    expectation(
      "back-to-ordinary",
      "rate(replies.421) during roll.end+10min.. <= 1.2 * rate(replies.421) during baseline",
      1.02,
      "1",
    ),
    { ...expectation("drain", "recovered(accept, 99%) < roll.end+5min", 140, "s"), severity: "warn", pass: false },
  ],
  moments: [],
  chain: [
    {
      link: "stall",
      title: "Compaction stalls",
      at: minutes("11:08:00"),
      detail: "node-3 first; node-5 and node-4 follow while it is still stuck",
    },
    {
      link: "sstables",
      title: "SSTables pile up",
      at: minutes("11:12:30"),
      detail: "node-3 passes 90 SSTables (30 before), 0.23 more each second",
    },
    {
      link: "reads",
      title: "Reads get less than they need",
      at: minutes("11:20:05"),
      detail: "two replicas of one range: 58 % of the demand is left without disk",
    },
    {
      link: "threads",
      title: "Coordinator threads fill",
      at: minutes("11:20:52"),
      detail: "128 of 128 wait for reads; writes queue behind them",
    },
    { link: "refused", title: "First 421", at: minutes("11:21:14"), detail: "14s after write p99 had passed 1s" },
    {
      link: "retries",
      title: "Senders come back",
      at: minutes("11:26:14"),
      detail: "first retries 5min later; attempts peak at 246/s against 200/s offered",
    },
    {
      link: "drain",
      title: "Waiting mail is gone",
      at: minutes("13:29:40"),
      detail: "140s after the last episode the senders hold no more than usual",
    },
  ],
  episodes: episodeSpans.map(([from, to], i) => ({
    start: minutes(from),
    end: minutes(to),
    refused: [38_911, 40_220, 41_377, 36_934][i] ?? 0,
    latencyLead: [14, 22, 9, 17][i] ?? null,
    threadLead: [62, 118, 47, 80][i] ?? null,
  })),
  laws: [
    { name: "offered = accepted + waiting + gave up + lost", left: 4_320_117, right: 4_320_117, holds: true },
    { name: "attempts = sum over outcomes", left: 4_487_930, right: 4_487_930, holds: true },
    { name: "421 and 5xx for storage = failed accept writes", left: 161_344, right: 161_344, holds: true },
  ],
  figures: [
    { id: "worst-minute", title: "worst minute of 421s", value: 0.412, unit: "fraction" },
    { id: "storage-minutes", title: "minutes with storage 421", value: 0.064, unit: "fraction" },
  ],
  provenance: {
    stated: 7,
    assumed: 24,
    calibrated: 0,
    defaults: 58,
    parameters: [
      {
        path: "clock.start",
        value: "2016-05-24T09:00:00Z",
        kind: "assumed",
        reason: "a day in the week that the post names",
      },
      {
        path: "storage.cluster.nodes",
        value: "6",
        kind: "assumed",
        reason: "smallest ring in which two neighbours share a range",
      },
      { path: "storage.cluster.replication", value: "3", kind: "assumed", reason: "the usual choice" },
      { path: "intake.smtp.overload", value: "421", kind: "stated", reason: "Mailgun post-mortem, May 2016" },
      { path: "operations[0].do", value: "bug", kind: "stated", reason: "Mailgun post-mortem, May 2016" },
      {
        path: "operations[0].gap",
        value: "15min–30min",
        kind: "assumed",
        reason: "so that stalls overlap now and then",
      },
    ],
  },
};

/** The same run with a post-mortem behind it that states times. */
export const toldRun: RunResult = {
  ...sampleRun,
  moments: [
    {
      id: "operation bug",
      at: minutes("11:00"),
      until: minutes("14:00"),
      title: "bug",
      kind: "operation",
      origin: "assumed",
    },
    { id: "chain stall", at: minutes("11:08"), title: "compactions stall", detail: "node-3 first", kind: "chain" },
    {
      id: "told",
      at: minutes("11:30"),
      title: "the first alert is heard",
      kind: "expectation",
      stated: "half an hour later",
      pass: true,
      severity: "fail",
    },
    {
      id: "well",
      at: null,
      title: "every part: 99 % success again",
      kind: "expectation",
      stated: "all was well by noon",
      pass: false,
      severity: "fail",
    },
  ],
};

/** What an attacker would write into a scenario. */
export const hostile = `</script><img src=x onerror="document.title='owned'"><!-- & ' "`;

/** The sample with hostile text wherever a scenario's text can reach a report. */
export const hostileRun: RunResult = {
  ...sampleRun,
  scenario: { ...sampleRun.scenario, title: hostile, question: hostile },
  timeline: sampleRun.timeline.map((entry) => ({ ...entry, name: hostile, detail: hostile })),
  expectations: sampleRun.expectations.map((e) => ({
    ...e,
    id: hostile,
    that: hostile,
    stated: hostile,
    source: hostile,
  })),
  chain: sampleRun.chain.map((link) => ({ ...link, title: hostile, detail: hostile })),
  moments: toldRun.moments.map((moment) => ({ ...moment, title: hostile, detail: hostile, stated: hostile })),
  series: {
    ...sampleRun.series,
    metrics: { ...metrics, [`storage.sstables.${hostile}`]: level(hostile, "1", () => 3) },
  },
};
