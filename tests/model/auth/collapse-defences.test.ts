/** What stands against a collapse of auth, and what of it overlaps: breakers, flushes, restarts, trap conditions. */
import { expect, test } from "vitest";
import { Calendar } from "../../../src/engine/calendar.js";
import { Random } from "../../../src/engine/random.js";
import { trapSentences } from "../../../src/experiment/trap-conditions.js";
import { Meter } from "../../../src/metrics/meter.js";
import type { AuthLoad } from "../../../src/model/auth/auth-system.js";
import { Cache } from "../../../src/model/auth/cache.js";
import { guards } from "../../../src/model/auth/guard/index.js";
import { authMetrics } from "../../../src/model/auth/metrics.js";
import { MailSystem } from "../../../src/model/system.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

const load = (name: string, text: string) =>
  loadScenario({ name: `${name}.yaml`, text: `version: 1\nname: ${name}\n${text}` }, scenarioSchema);

test("a shorter flush during a longer one does not bring the cache up early", () => {
  const cache = new Cache(100, 3, new Meter(new Calendar(), { bucket: 60, duration: 3600, warmUp: 0 }));
  cache.flush(50);
  cache.flush(20);
  cache.fill(1, 30);
  expect(cache.look(1, 40, false)).toBe(false);
});

test("of two restarts that overlap, the one that ends last brings auth up", () => {
  const { scenario } = load(
    "two-restarts",
    `
clock: { duration: 20min }
auth: { workers: 10, service: { shape: deterministic, value: 100ms }, callers: [{ name: app, rate: 10/s, timeout: 1s, retries: 0 }] }
operations:
  - { name: long, at: 5min, do: restart, part: auth, down: 5min }
  - { name: short, at: 6min, do: restart, part: auth, down: 1min }
`,
  );
  const system = new MailSystem(scenario.clock, scenario, 1);
  const goodput = () => system.meter.recording().total(authMetrics.goodput);
  system.calendar.run(7.5 * 60);
  const before = goodput();
  system.calendar.run(9.9 * 60);
  expect(goodput()).toBe(before);
  system.calendar.run(15 * 60);
  expect(goodput()).toBeGreaterThan(before + 1000);
});

test("a probe whose session hangs up does not lock its caller out", () => {
  const { scenario } = load(
    "hang-up",
    `
clock: { duration: 1h, bucket: 2min }
senders:
  - { name: short, rate: 10/s, hosts: 500, retry: { profile: exponential, longest: 5min }, timeouts: { command: 3s } }
  - { name: long, rate: 10/s, hosts: 500, retry: { profile: exponential, longest: 5min }, timeouts: { command: 5min } }
auth:
  workers: 40
  service: { shape: deterministic, value: 100ms }
  callers: [ { name: smtp-login, for: smtp, timeout: 10s, retries: 0, guard: { kind: breaker, calls: 5 } } ]
operations:
  - { name: slow, at: 10min, for: 5min, do: deploy, service: { shape: deterministic, value: 20s } }
`,
  );
  const system = new MailSystem(scenario.clock, scenario, 1);
  const goodput = () => system.meter.recording().total(authMetrics.goodput);
  system.calendar.run(20 * 60);
  const before = goodput();
  system.calendar.run(50 * 60);
  expect(goodput()).toBeGreaterThan(before + 10_000);
});

test("a breaker that has closed is not opened again by failures of calls from before it opened", () => {
  const guard = guards.create("breaker", { calls: 4, open: "10s" });
  const random = new Random(1).stream("test");
  for (let i = 0; i < 4; i++) guard.mayCall(0, random);
  for (let i = 0; i < 4; i++) guard.failed(1, 0);
  expect(guard.mayCall(11, random)).toBe(true);
  guard.succeeded(11.1, 11);
  for (let i = 0; i < 4; i++) guard.failed(11.2, 0.5);
  expect(guard.mayCall(11.3, random)).toBe(true);
});

test.each(["guard: budget", "guard: breaker", "guard: throttle", "afterTimeout: cancel"])(
  "with %s no collapse is said to feed itself",
  (option) => {
    const { scenario } = load(
      "defended",
      `
clock: { duration: 10min }
auth: { workers: 10, queue: unbounded, service: { shape: deterministic, value: 100ms }, callers: [{ name: app, rate: 60/s, timeout: 5s, retries: 3, ${option} }] }
`,
    );
    const loaded = new MailSystem(scenario.clock, scenario, 1).authLoad as AuthLoad;
    const said = trapSentences(loaded).join("\n");
    expect(said).not.toMatch(/feeds itself/);
    expect(said).toMatch(/without guards; here .* can prevent/);
  },
);
