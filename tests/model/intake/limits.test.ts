/** The intake's own limits, each in a small system where nothing else can refuse: who hears what, exactly. */
import { describe, expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import type { RunResult } from "../../../src/results/run-result.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

async function run(senders: string, intake: string, rest = ""): Promise<RunResult> {
  const text = `
version: 1
name: limits
clock: { duration: 20min, bucket: 1min }
senders: [${senders}]
intake: ${intake}
${rest}`;
  return await runScenario(loadScenario({ name: "limits.yaml", text }, scenarioSchema), 1);
}

function count({ series }: RunResult, metric: string): number {
  const values = series.metrics[metric]?.values;
  if (values === undefined) throw new Error(`no metric ${metric}`);
  return values.reduce((sum: number, value) => sum + (value ?? 0), 0);
}

/** Sixty messages at once from one host that opens as many connections. */
const burst = (retry = "none") =>
  `{ name: s, hosts: 1, rate: 1/s, arrivals: { pattern: trace, times: ["1s"] }, burst: 60, retry: ${retry} }`;

const slow = "stages: { data: 5s }";

describe("SMTP", () => {
  test("a client has at most so many connections; the next one gets 421 before the banner", async () => {
    const result = await run(burst(), `{ nodes: 1, connectionsPerClient: 50, ${slow} }`);
    expect(count(result, "replies.421.connections")).toBe(10);
    expect(result.totals.attempts.byOutcome).toMatchObject({ accepted: 50, refused421: 10 });
  });

  test("who finds every slot taken waits in the backlog, and is served in turn", async () => {
    const result = await run(burst(), `{ nodes: 1, sessions: 10, backlog: 128, connectionsPerClient: 100, ${slow} }`);
    expect(result.totals.messages.accepted).toBe(60);
    expect(
      Math.max(...(result.series.metrics["intake.sessions"]?.values ?? []).map((v) => v ?? 0)),
    ).toBeLessThanOrEqual(10);
    // Six rounds of ten: the last one begins when five have ended.
    expect(result.latency.accept.max ?? 0).toBeGreaterThan(25);
  });

  test("a full backlog drops the SYN, which comes again after 1, 3, 7 s; nobody gets 421", async () => {
    const result = await run(burst(), `{ nodes: 1, sessions: 10, backlog: 5, connectionsPerClient: 100, ${slow} }`);
    expect(count(result, "intake.backlog.dropped")).toBeGreaterThan(45);
    expect(count(result, "replies.421")).toBe(0);
    expect(result.totals.messages.accepted + result.totals.messages.lost).toBe(60);
  });

  test("a server that refuses instead of letting wait says 421 to everybody beyond its slots", async () => {
    const result = await run(
      burst(),
      `{ nodes: 1, sessions: 10, whenFull: refuse, connectionsPerClient: 100, ${slow} }`,
    );
    expect(count(result, "replies.421.sessions")).toBe(50);
    expect(result.totals.messages.accepted).toBe(10);
  });

  test("a connection carries so many messages, then MAIL gets 421; the next connection goes on", async () => {
    const retry = "{ profile: fixed, interval: 1min, connections: 1, messagesPerConnection: 1000 }";
    const result = await run(burst(retry), "{ nodes: 1, messagesPerConnection: 20 }");
    expect(result.totals.messages.accepted).toBe(60);
    expect(count(result, "replies.421.messages")).toBeGreaterThanOrEqual(2);
    expect(result.totals.attempts.byOutcome.deferred421).toBe(count(result, "replies.421.messages"));
  });

  test("a silent session ends with 421 after the idle timeout; its sender loses no message", async () => {
    const sender =
      "{ name: s, hosts: 5, rate: 0.01/s, linger: 15min, retry: { profile: fixed, messagesPerConnection: 100 } }";
    const result = await run(sender, "{ nodes: 1, idleTimeout: 1min }");
    expect(count(result, "replies.421.idle")).toBeGreaterThan(3);
    expect(result.totals.messages.accepted + result.totals.messages.waiting).toBe(result.totals.messages.offered);
    expect(result.totals.attempts.total).toBe(result.totals.attempts.byOutcome.accepted);
  });
});

const deadStorage =
  "storage: { nodes: 3, replication: 3 }\noperations: [{ name: a, at: 0s, do: node-down, node: 1 }, { name: b, at: 0s, do: node-down, node: 2 }]";

describe("storage that fails", () => {
  test.each([
    [421, "deferred421"],
    [451, "deferred4xx"],
    [452, "deferred4xx"],
  ] as const)("is %i after the dot", async (code, outcome) => {
    const result = await run("{ name: s, rate: 2/s, retry: none }", `{ storageFailure: ${code} }`, deadStorage);
    const { offered, lost, waiting } = result.totals.messages;
    // The last one may still be on its way.
    expect(waiting).toBeLessThanOrEqual(1);
    expect(lost).toBe(offered - waiting);
    expect(result.totals.attempts.byOutcome[outcome]).toBe(lost);
    expect(result.totals.storage.writesFailed).toBeGreaterThanOrEqual(lost);
  });

  test("is 503 on the API", async () => {
    const result = await run("{ name: s, protocol: api, rate: 2/s, retry: none }", "{}", deadStorage);
    expect(result.totals.attempts.byOutcome.http5xx).toBe(result.totals.messages.lost);
    expect(count(result, "replies.http.5xx.storage")).toBe(result.totals.storage.writesFailed);
  });
});

describe("the API", () => {
  const requests =
    '{ name: s, protocol: api, hosts: 60, rate: 1/s, arrivals: { pattern: trace, times: ["1s"] }, burst: 60, retry: none }';

  test.each([429, 503])("answers %i to requests beyond workers and queue", async (overload) => {
    const api = `api: { workers: 10, queue: 20, service: 1s, overload: ${overload} }`;
    const result = await run(requests, `{ nodes: 1, ${api} }`);
    const { accepted, http429, http5xx } = result.totals.attempts.byOutcome;
    expect(accepted).toBe(30);
    expect(overload === 429 ? http429 : http5xx).toBe(30);
  });
});

describe("at a scale", () => {
  test.each(["{ policy: bound, limit: 40 }", "{ policy: policer, rate: 20/s, burst: 40 }"])(
    "%s admits as large a part as at full size",
    async (policy) => {
      const share = async (scale: number): Promise<number> => {
        const text = `
version: 1
name: scaled
clock: { duration: 20min, bucket: 1min, scale: ${scale} }
senders: [{ name: s, hosts: 4000, rate: 40/s, retry: none }]
intake: { nodes: 1, sessions: 4000, admission: ${policy}, stages: { data: { shape: exponential, mean: 2s } } }
`;
        const { totals } = await runScenario(loadScenario({ name: "scaled.yaml", text }, scenarioSchema), 1);
        return totals.messages.accepted / totals.messages.offered;
      };
      const [full, tenth] = [await share(1), await share(10)];
      expect(full).toBeLessThan(0.7);
      expect(Math.abs(full - tenth)).toBeLessThan(0.1);
    },
  );
});
