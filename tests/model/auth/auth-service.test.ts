/** The authentication service by itself: who is served, who is refused, and what a restart leaves behind. */
import { beforeEach, describe, expect, test } from "vitest";
import { Calendar } from "../../../src/engine/calendar.js";
import { Deterministic } from "../../../src/engine/distribution/deterministic.js";
import { Random } from "../../../src/engine/random.js";
import { Meter } from "../../../src/metrics/meter.js";
import { AuthService, type ServiceLimits } from "../../../src/model/auth/auth-service.js";
import type { CallClient } from "../../../src/model/auth/call-client.js";
import { holds } from "../../../src/model/vocabulary/conservation-law.js";

const ONE_WORKER: ServiceLimits = {
  workers: 1,
  queue: Number.POSITIVE_INFINITY,
  discipline: "fifo",
  dropExpired: false,
};

let calendar: Calendar;
let heard: string[];

beforeEach(() => {
  calendar = new Calendar();
  heard = [];
});

/** A service of a second per call, and a client that writes down what it hears. */
function serviceWith(limits: Partial<ServiceLimits> = {}): AuthService {
  const meter = new Meter(calendar, { bucket: 60, duration: 3600, warmUp: 0 });
  const world = { calendar, random: new Random(1), meter };
  const service = new AuthService(world, { ...ONE_WORKER, ...limits }, new Deterministic(1));
  const note = (what: string) => (request: number) => void heard.push(`${what} ${request} at ${calendar.now}`);
  const client: CallClient = { answered: note("answered"), refused: note("refused"), orphaned: note("orphaned") };
  service.connect(client);
  return service;
}

test.each([
  ["fifo", ["answered 0 at 1", "answered 1 at 2", "answered 2 at 3"]],
  ["lifo", ["answered 0 at 1", "answered 2 at 2", "answered 1 at 3"]],
] as const)("%s decides whose turn it is", (discipline, order) => {
  const service = serviceWith({ discipline });
  for (const request of [0, 1, 2]) service.submit(0, request);
  calendar.run(10);
  expect(heard).toEqual(order);
});

test("a call too many for a bounded queue is refused, and not told", () => {
  const service = serviceWith({ queue: 1 });
  expect([0, 1, 2].map((request) => service.submit(0, request) >= 0)).toEqual([true, true, false]);
  calendar.run(10);
  expect(heard).toHaveLength(2);
  expect(service.laws().every(holds)).toBe(true);
});

describe("calls whose caller has left", () => {
  test("are served all the same: nobody hears of it, and the next one waits for it", () => {
    const service = serviceWith();
    service.submit(0, 0);
    service.abandon(service.submit(0, 1), "serve");
    service.submit(0, 2);
    calendar.run(10);
    expect(heard).toEqual(["answered 0 at 1", "answered 2 at 3"]);
  });

  test("leave the queue when the service learns of it", () => {
    const service = serviceWith();
    service.submit(0, 0);
    service.abandon(service.submit(0, 1), "cancel");
    service.submit(0, 2);
    calendar.run(10);
    expect(heard).toEqual(["answered 0 at 1", "answered 2 at 2"]);
  });

  test("are passed over where workers look first", () => {
    const service = serviceWith({ dropExpired: true });
    service.submit(0, 0);
    service.abandon(service.submit(0, 1), "serve");
    service.submit(0, 2);
    calendar.run(10);
    expect(heard).toEqual(["answered 0 at 1", "answered 2 at 2"]);
    expect(service.laws().every(holds)).toBe(true);
  });
});

test.each([
  ["reset", ["refused 0 at 0", "refused 1 at 0"]],
  ["hang", ["orphaned 0 at 0", "orphaned 1 at 0"]],
] as const)("a restart loses what waits and what is served; callers: %s", (connections, told) => {
  const service = serviceWith();
  service.submit(0, 0);
  service.submit(0, 1);
  service.stop({ waiting: "drop", inFlight: "drop", connections });
  expect(heard).toEqual(told);
  expect(service.submit(0, 2)).toBeLessThan(0);
  service.start();
  calendar.run(10);
  expect(heard).toEqual(told);
  expect(service.laws().every(holds)).toBe(true);
});

test("a restart that keeps the queue serves it afterwards", () => {
  const service = serviceWith();
  service.submit(0, 0);
  service.submit(0, 1);
  service.stop({ waiting: "keep", inFlight: "finish", connections: "reset" });
  calendar.run(5);
  expect(heard).toEqual(["answered 0 at 1"]);
  service.start();
  calendar.run(10);
  expect(heard).toEqual(["answered 0 at 1", "answered 1 at 6"]);
});
