/**
 * What holds of every admission policy: it decides, it is the seed's, and it lets clients in again after an overload.
 */
import { describe, expect, test } from "vitest";
import { Deterministic } from "../../../src/engine/distribution/deterministic.js";
import { Random } from "../../../src/engine/random.js";
import { admissions } from "../../../src/model/intake/admission/index.js";
import { FrontEndQueue } from "./front-end-queue.js";

const SERVICE = 0.02;
const SLOTS = 4;
const CAPACITY = SLOTS / SERVICE;

/** Overloaded threefold for ten seconds, then left alone until nobody is there any more. */
function overloaded(policy: string): FrontEndQueue {
  const queue = new FrontEndQueue({ policy, slots: SLOTS, queue: 400, service: new Deterministic(SERVICE) });
  const addresses = queue.random.stream("addresses");
  let isOver = false;
  const next = queue.calendar.signal("arrival", () => {
    if (isOver) return;
    queue.arrive(addresses.integer(10_000));
    queue.calendar.after(1 / (3 * CAPACITY), next);
  });
  queue.calendar.after(0, next);
  queue.calendar.run(10);
  isOver = true;
  queue.calendar.run(60);
  return queue;
}

describe.each(admissions.names)("admission %s", (name) => {
  const make = (seed = 1) => admissions.create(name, {}, new Random(seed).stream("admission"));

  test("answers with a decision, whatever the load", () => {
    const policy = make();
    for (let busy = 0; busy <= 10; busy++)
      for (const waiting of [0, 1, 50]) {
        const load = { now: busy, busy, slots: 10, waiting, address: 7 };
        expect(["admit", "refuse"]).toContain(policy.arrives(load));
        expect(["admit", "refuse"]).toContain(policy.served(busy, waiting / 10));
        expect(policy.opensAt?.(busy) ?? busy).toBeGreaterThanOrEqual(busy);
        expect(policy.idleTimeout?.(load) ?? 1).toBeGreaterThan(0);
        expect(["oldest", "newest"]).toContain(policy.next?.(busy) ?? "oldest");
      }
  });

  test("loses nobody in an overload: all are served or refused, and the queue is empty afterwards", () => {
    const queue = overloaded(name);
    expect(queue.arrived).toBeGreaterThan(5000);
    expect(queue.served + queue.refused).toBe(queue.arrived);
    expect([queue.inFlight, queue.waiting]).toEqual([0, 0]);
  });

  test("is not shut for good: after the overload clients are let in again", () => {
    const queue = overloaded(name);
    const before = queue.served;
    for (let i = 0; i < 50; i++) {
      queue.arrive(i * 97);
      queue.calendar.run(queue.calendar.now + 1);
    }
    expect(queue.served - before).toBeGreaterThan(25);
  });

  test("never serves more than the slots can", () => {
    const queue = overloaded(name);
    const last = Math.max(...queue.waits.map(({ at }) => at)) + SERVICE;
    expect(queue.served).toBeLessThanOrEqual(CAPACITY * last + SLOTS);
  });

  test("is the seed's, and nothing else's", () => {
    const [one, two] = [overloaded(name), overloaded(name)];
    expect(one.waits).toEqual(two.waits);
  });
});
