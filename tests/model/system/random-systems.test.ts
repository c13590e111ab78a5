/** Small random systems: whatever is put together, messages and attempts are conserved and runs repeat exactly. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { mailMetrics } from "../../../src/model/mail/metrics.js";
import { partSchemas } from "../../../src/model/options.js";
import { MailSystem } from "../../../src/model/system.js";
import { holds } from "../../../src/model/vocabulary/conservation-law.js";

const schema = z.strictObject(partSchemas);

const retries = fc.constantFrom<unknown>(
  "none",
  { profile: "postfix", queueRunDelay: "10s", minimalBackoff: "10s", maximalBackoff: "60s", lifetime: "5min" },
  { profile: "exim", queueRun: "60s", lifetime: "10min" },
  { profile: "fixed", interval: "5s", retries: 6 },
  { profile: "exponential", first: "2s", longest: "60s", jitter: "decorrelated" },
  "opensmtpd",
  "zonemta",
  { profile: "qmail", lifetime: "2min" },
);

const sender = fc.record({
  by: fc.constantFrom({ protocol: "api" }, ...[1, 2, 3, 7].map((addresses) => ({ protocol: "smtp", addresses }))),
  hosts: fc.integer({ min: 1, max: 20 }),
  rate: fc.integer({ min: 1, max: 20 }).map((rate) => `${rate}/s`),
  burst: fc.integer({ min: 1, max: 8 }),
  size: fc.constantFrom("2kB", "75kB"),
  linger: fc.constantFrom("0s", "5s", "40s"),
  retry: retries,
  timeouts: fc.constantFrom({}, { response: "1s", banner: "3s", connect: "5s" }),
});

const intake = fc.record({
  nodes: fc.integer({ min: 1, max: 3 }),
  sessions: fc.integer({ min: 1, max: 30 }),
  backlog: fc.integer({ min: 0, max: 5 }),
  whenFull: fc.constantFrom("wait", "refuse"),
  connectionsPerClient: fc.integer({ min: 1, max: 10 }),
  idleTimeout: fc.constantFrom("10s", "5min"),
  messagesPerConnection: fc.integer({ min: 1, max: 5 }),
  admission: fc.constantFrom("none", { policy: "bound", limit: 10 }, { policy: "deadline", longest: "1s" }),
  storageFailure: fc.constantFrom(421, 451),
  api: fc.record({ workers: fc.integer({ min: 1, max: 10 }), queue: fc.integer({ min: 0, max: 10 }) }),
});

const storage = fc.constantFrom<unknown>(
  "off",
  {},
  { coordinator: { threads: 2, queue: 2 }, reads: { scans: "200/s", cost: "1MB" } },
);

const operations = fc.constantFrom<unknown>(
  [],
  [{ name: "refusal", at: "20s", for: "30s", do: "fault", stage: "banner", code: 421, probability: 0.5 }],
  [{ name: "deferral", at: "20s", for: "30s", do: "fault", stage: "mail", code: 450, probability: 0.3 }],
  [{ name: "bounce", at: "30s", for: "10s", do: "fault", stage: "data", code: 550 }],
  [{ name: "again", at: "40s", every: "30s", do: "restart", part: "intake" }],
  [{ name: "fewer", at: "30s", for: "20s", do: "set", values: { "intake.sessions": 1, "intake.api.workers": 1 } }],
);

const system = fc.record({
  senders: fc
    .array(sender, { minLength: 1, maxLength: 3 })
    .map((list) => list.map(({ by, ...one }, i) => ({ ...one, ...by, name: `s${i}` }))),
  intake,
  storage,
  operations,
  delivery: fc.constantFrom<unknown>("off", { residence: "10s", deferred: 0.2, retryAfter: "5s", attempts: 3 }),
});

const caller = fc.record({
  timeout: fc.constantFrom("300ms", "2s", "10s"),
  retries: fc.integer({ min: 0, max: 3 }),
  retryDelay: fc.constantFrom("0s", "200ms", "2s"),
  guard: fc.constantFrom("none", "budget", "breaker", "throttle"),
  afterTimeout: fc.constantFrom("serve", "cancel"),
  cached: fc.constantFrom(0, 0.5),
  wrongPasswords: fc.constantFrom(0, 0.1, 1),
});

/** From idle to hopeless: a login takes 5 ms, or a second and more. */
const auth = fc
  .record({
    workers: fc.integer({ min: 1, max: 4 }),
    service: fc.constantFrom<unknown>("5ms", "1s", { shape: "exponential", mean: "150ms" }),
    queue: fc.constantFrom<unknown>("unbounded", 0, 5),
    discipline: fc.constantFrom("fifo", "lifo"),
    dropExpired: fc.boolean(),
    tenants: fc.constantFrom(3, 1000),
    cache: fc.constantFrom<unknown>(undefined, { lifetime: "20s" }),
    nested: fc.constantFrom<unknown>(
      undefined,
      { probability: 0.5, timeout: "1s" },
      { probability: 0.3, queue: "ahead" },
    ),
    smtp: caller,
    api: caller,
    users: caller,
  })
  .map(({ smtp, api, users, ...service }) => ({
    ...service,
    callers: [
      { name: "smtp-login", for: "smtp", ...smtp },
      { name: "api-login", for: "api", ...api },
      { name: "panel", rate: "3/s", ...users },
    ],
  }));

const stop = (options: object) => ({ name: "stop", at: "30s", every: "40s", do: "restart", ...options });
const loginOperations = fc
  .record({
    auth: fc.record({
      waiting: fc.constantFrom("drop", "keep"),
      inFlight: fc.constantFrom("finish", "drop"),
      connections: fc.constantFrom("reset", "hang"),
      down: fc.constantFrom("0s", "10s"),
    }),
    intake: fc.record({
      waiting: fc.constantFrom("drop", "keep"),
      inFlight: fc.constantFrom("finish", "drop"),
    }),
  })
  .chain((plans) =>
    fc.constantFrom<unknown[]>(
      [],
      [stop({ part: "auth", ...plans.auth })],
      [stop({ part: "intake", ...plans.intake })],
      [
        stop({ part: "auth", ...plans.auth }),
        { ...stop({ part: "intake", ...plans.intake }), name: "again", at: "33s" },
      ],
      [
        {
          name: "slow",
          at: "20s",
          for: "40s",
          do: "deploy",
          service: "5s",
          adds: { caller: "api-login", rate: "5/s" },
        },
      ],
    ),
  );

const systemWithLogins = fc
  .record({ system, auth, loginOperations })
  .map(({ system: mail, auth: logins, loginOperations: blows }) => ({
    ...mail,
    auth: logins,
    operations: [...(mail.operations as unknown[]), ...blows.map((one) => ({ ...(one as object) }))],
  }))
  .filter(({ operations: all }) => new Set(all.map((one) => (one as { name: string }).name)).size === all.length);

const clock = { start: 0, duration: 120, warmUp: 0, bucket: 10, scale: 1 };

function build(description: unknown, seed: number): MailSystem {
  return new MailSystem(clock, schema.parse(description), seed);
}

test("messages, attempts, sessions and writes are conserved in any small system", () => {
  fc.assert(
    fc.property(system, fc.integer({ min: 1, max: 1e6 }), (description, seed) => {
      const mail = build(description, seed);
      mail.calendar.run(clock.duration);
      expect(mail.laws().filter((law) => !holds(law))).toEqual([]);
      expect(mail.meter.recording().total(mailMetrics.offered)).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});

test("logins are conserved too: each ends in one reply, or with its session, whatever restarts meanwhile", () => {
  fc.assert(
    fc.property(systemWithLogins, fc.integer({ min: 1, max: 1e6 }), (description, seed) => {
      const mail = build(description, seed);
      mail.calendar.run(clock.duration);
      const laws = mail.laws();
      expect(laws.filter((law) => !holds(law))).toEqual([]);
      expect(laws.map(({ name }) => name)).toContain("sessions that wait for auth = open requests of their callers");
    }),
    { numRuns: 80 },
  );
});

test("a run repeats exactly, and does not depend on where it is interrupted", () => {
  fc.assert(
    fc.property(system, fc.integer({ min: 1, max: 1e6 }), (description, seed) => {
      const [whole, pieces] = [build(description, seed), build(description, seed)];
      whole.calendar.run(clock.duration);
      for (let time = 7; time < clock.duration; time += 7) pieces.calendar.run(time);
      pieces.calendar.run(clock.duration);
      const totals = (mail: MailSystem) => {
        const recording = mail.meter.recording();
        return [...recording.metrics.values()].map((metric) => [metric.name, ...recording.series(metric)]);
      };
      expect(totals(pieces)).toEqual(totals(whole));
    }),
    { numRuns: 15 },
  );
});

test("one more population leaves the draws of the others as they were", () => {
  const own = { name: "own", hosts: 5, rate: "5/s", retry: "postfix" };
  const other = { name: "other", hosts: 5, rate: "3/s", retry: "none", protocol: "api" };
  const offered = (senders: unknown[]) => {
    const mail = build({ senders, intake: { sessions: 1000 } }, 7);
    const arrivals: number[] = [];
    mail.calendar.run(clock.duration, (action, time) => {
      if (action.name === "new mail: own") arrivals.push(time);
    });
    return arrivals;
  };
  expect(offered([own, other])).toEqual(offered([own]));
});
