/**
 * Logins of SMTP sessions and API requests at the central auth service: who asks, what clients hear, and what they make
 * of it.
 */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { CounterDeclaration, HistogramDeclaration } from "../../../src/metrics/declaration.js";
import { authMetrics } from "../../../src/model/auth/metrics.js";
import { intakeMetrics } from "../../../src/model/intake/metrics.js";
import { mailMetrics } from "../../../src/model/mail/metrics.js";
import { partSchemas } from "../../../src/model/options.js";
import { retryProfiles } from "../../../src/model/retry/index.js";
import { MailSystem } from "../../../src/model/system.js";
import { holds } from "../../../src/model/vocabulary/conservation-law.js";

const schema = z.strictObject(partSchemas);
const DURATION = 600;

interface Described {
  readonly sender?: object;
  readonly caller?: object;
  readonly auth?: object;
  readonly operations?: readonly object[];
}

/** Ten minutes of one population and its logins; the totals of every counter. */
function run({ sender = {}, caller = {}, auth = {}, operations = [] }: Described) {
  const protocol = (sender as { protocol?: string }).protocol ?? "smtp";
  const options = schema.parse({
    senders: [{ name: "clients", hosts: 20, rate: "5/s", retry: "none", ...sender }],
    auth: { workers: 50, service: "50ms", callers: [{ name: "login", for: protocol, retries: 0, ...caller }], ...auth },
    operations,
  });
  const system = new MailSystem({ start: 0, duration: DURATION, warmUp: 0, bucket: 10, scale: 1 }, options, 1);
  system.calendar.run(DURATION);
  expect(system.laws().filter((law) => !holds(law))).toEqual([]);
  const recording = system.meter.recording();
  return {
    total: (counter: CounterDeclaration) => recording.total(counter),
    p50: (histogram: HistogramDeclaration) => recording.tally(histogram, 0, DURATION).quantile(0.5),
  };
}

test("every new session asks once, and takes as much longer as the answer takes", () => {
  const [slow, fast] = ["500ms", "100ms"].map((service) => run({ auth: { service } }));
  expect(slow?.total(authMetrics.offered)).toBeGreaterThan(2500);
  expect(slow?.total(mailMetrics.accepted)).toBe(slow?.total(mailMetrics.outcomes.member("accepted")));
  expect((slow?.p50(mailMetrics.attemptLatency) ?? 0) - (fast?.p50(mailMetrics.attemptLatency) ?? 0)).toBeCloseTo(
    0.4,
    1,
  );
});

test("a reused connection does not log in again, nor does a client that never does", () => {
  const reused = run({ sender: { linger: "1min", hosts: 5, retry: { profile: "none", messagesPerConnection: 1000 } } });
  expect(reused.total(mailMetrics.accepted)).toBeGreaterThan(2500);
  expect(reused.total(authMetrics.offered)).toBeLessThan(500);
  expect(run({ sender: { authenticates: false } }).total(authMetrics.offered)).toBe(0);
});

describe("a wrong password", () => {
  const wrong = { wrongPasswords: "100%" };

  test("is 535 at SMTP: a library loses the message, Postfix keeps it and leaves its destination alone", () => {
    const library = run({ caller: wrong });
    expect(library.total(intakeMetrics.denials)).toBe(library.total(mailMetrics.outcomes.member("authTempfail")));
    expect(library.total(mailMetrics.lost)).toBe(library.total(intakeMetrics.denials));
    const postfix = run({ caller: wrong, sender: { retry: "postfix", hosts: 2 } });
    expect(postfix.total(mailMetrics.gaveUp) + postfix.total(mailMetrics.lost)).toBe(0);
    // A few failures, and nothing more for five minutes.
    expect(postfix.total(mailMetrics.attempts)).toBeLessThan(0.1 * postfix.total(mailMetrics.offered));
  });

  test("is 401 at the API: for good, except to a job queue", () => {
    const api = { protocol: "api", roundTrip: "0s" };
    const fixed = run({ caller: wrong, sender: { ...api, retry: { profile: "fixed", interval: "10s" } } });
    expect(fixed.total(mailMetrics.outcomes.member("authTempfail"))).toBe(fixed.total(intakeMetrics.denials));
    expect(fixed.total(mailMetrics.gaveUp)).toBe(fixed.total(intakeMetrics.denials));
    const queue = run({ caller: wrong, sender: { ...api, retry: "sidekiq", rate: "1/s" } });
    expect(queue.total(mailMetrics.gaveUp)).toBe(0);
    expect(queue.total(mailMetrics.attempts)).toBeGreaterThan(3 * queue.total(mailMetrics.offered));
  });

  test("comes as often as it is said to", () => {
    const { total } = run({ caller: { wrongPasswords: "10%" } });
    const expected = 0.1 * total(authMetrics.offered);
    expect(Math.abs(total(intakeMetrics.denials) - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });
});

describe("no answer", () => {
  const down = [{ name: "down", at: "1min", do: "restart", part: "auth", inFlight: "drop", down: "3min" }];

  test("is 454 at SMTP, after the caller's own tries", () => {
    const { total } = run({ operations: down, caller: { retries: 1, retryDelay: "1s" }, sender: { retry: "postfix" } });
    expect(total(authMetrics.retries)).toBe(total(intakeMetrics.authFailures));
    expect(total(intakeMetrics.authFailures)).toBe(total(mailMetrics.outcomes.member("authTempfail")));
    expect(total(mailMetrics.gaveUp) + total(mailMetrics.lost)).toBe(0);
  });

  test("is 503 at the API, and tried again", () => {
    const sender = { protocol: "api", retry: { profile: "fixed", interval: "10s", retries: 60 } };
    const { total } = run({ operations: down, sender });
    expect(total(intakeMetrics.authFailures)).toBeGreaterThan(1000);
    expect(total(intakeMetrics.serverErrorsByCause.member("auth"))).toBe(total(intakeMetrics.authFailures));
    expect(total(mailMetrics.outcomes.member("http5xx"))).toBe(total(intakeMetrics.authFailures));
    expect(total(mailMetrics.gaveUp)).toBe(0);
    expect(total(mailMetrics.accepted)).toBeGreaterThan(0.97 * total(mailMetrics.offered));
  });

  test.each([
    ["reset", 0],
    ["hang", 1],
  ] as const)("lost calls of waiting sessions: %s", (connections, timeouts) => {
    const restart = {
      name: "again",
      at: "1min",
      do: "restart",
      part: "auth",
      inFlight: "drop",
      connections,
      down: "0s",
    };
    const { total } = run({ operations: [restart], auth: { service: "2s" }, caller: { timeout: "5s" } });
    expect(total(intakeMetrics.authFailures)).toBe(total(authMetrics.dropped));
    expect(total(intakeMetrics.authFailures)).toBeGreaterThan(0);
    expect(total(authMetrics.timeouts)).toBe(timeouts * total(intakeMetrics.authFailures));
  });

  test("a restart of the intake leaves calls that nobody waits for", () => {
    const restart = { name: "again", at: "1min", do: "restart", part: "intake" };
    const { total } = run({ operations: [restart], auth: { service: "2s" } });
    expect(total(authMetrics.callerLeft.member("login"))).toBeGreaterThan(0);
    expect(total(authMetrics.wasted)).toBe(total(authMetrics.callerLeft.member("login")));
  });
});

describe("a client that tires of waiting for AUTH hangs up", () => {
  const sender = { timeouts: { command: "3s" } };

  test.each([
    ["serve", authMetrics.wasted],
    ["cancel", authMetrics.dropped],
  ])("its call: %s", (afterTimeout, counted) => {
    // One worker of ten seconds a call: most clients leave while their calls wait.
    const { total } = run({
      sender: { ...sender, rate: "1/s" },
      auth: { workers: 1, service: "10s" },
      caller: { afterTimeout, timeout: "1min" },
    });
    expect(total(mailMetrics.outcomes.member("timeout"))).toBe(total(authMetrics.callerLeft.member("login")));
    expect(total(mailMetrics.phases.member("auth"))).toBe(total(mailMetrics.outcomes.member("timeout")));
    expect(total(mailMetrics.outcomes.member("timeout"))).toBeGreaterThan(0.9 * total(mailMetrics.offered));
    expect(total(counted)).toBeGreaterThan(50);
  });
});

test("what a profile makes of a failed login: the destination waits, or the message alone", () => {
  const reaction = (name: string) => retryProfiles.make({ profile: name } as never).reaction("auth");
  for (const name of ["postfix", "exim", "exchange"]) expect([name, reaction(name)]).toEqual([name, "destination"]);
  for (const name of ["haraka", "zonemta", "sendmail", "none", "http-library"])
    expect([name, reaction(name)]).toEqual([name, "message"]);
});

test("without a caller for the intake, auth and the mail do not touch each other", () => {
  const mail = (auth: object | string) => {
    const options = schema.parse({ senders: [{ name: "clients", rate: "5/s" }], auth });
    const system = new MailSystem({ start: 0, duration: DURATION, warmUp: 0, bucket: 10, scale: 1 }, options, 1);
    system.calendar.run(DURATION);
    const recording = system.meter.recording();
    return [mailMetrics.attempts, intakeMetrics.accepted, intakeMetrics.sessions].map((metric) => [
      ...recording.series(metric),
    ]);
  };
  expect(mail({ callers: [{ name: "panel", rate: "5/s" }] })).toEqual(mail("off"));
});

test.each([
  [[{ name: "a" }], /rate, or for/],
  [[{ name: "a", rate: "1/s", for: "smtp" }], /rate, or for/],
  [
    [
      { name: "a", for: "api" },
      { name: "b", for: "api" },
    ],
    /two callers with `for: api`/,
  ],
])("callers that cannot be: %j", (callers, message) => {
  expect(
    schema
      .safeParse({ auth: { callers } })
      .error?.issues.map((issue) => issue.message)
      .join(),
  ).toMatch(message);
});
