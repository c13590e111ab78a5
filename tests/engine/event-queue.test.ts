import { expect, test } from "vitest";
import { EventQueue } from "../../src/engine/events/event-queue.js";
import { LimitError } from "../../src/engine/limit-error.js";

/** Orders end at 2^31 - 1: a queue that has given all but so many. */
function aQueue(ordersLeft: number, rows?: number): EventQueue {
  const refuse = () => {
    throw new RangeError("not a time");
  };
  return new EventQueue(refuse, 2 ** 31 - 1 - ordersLeft, rows);
}

/** Takes all events; returns their records. */
function drain(queue: EventQueue): number[] {
  const records: number[] = [];
  while (queue.refill()) {
    queue.take(queue.count - 1);
    records.push(queue.freed);
  }
  return records;
}

test("events keep their order when orders run out and are given anew, wherever they wait", () => {
  for (const ordersLeft of [1, 2, 63, 64, 65, 500, 999, 1000]) {
    const queue = aQueue(ordersLeft);
    const times = Array.from({ length: 1000 }, (_, i) => (i * 7) % 13);
    times.forEach((time, i) => void queue.schedule(time, 1, i));
    const sorted = times.map((_, i) => i).sort((a, b) => times[a]! - times[b]! || a - b);
    expect(drain(queue)).toEqual(sorted);
    expect(queue.scheduled).toBe(1000);
  }
});

test("a row that was claimed before orders were given anew still comes first among its time", () => {
  for (let early = 0; early < 400; early += 20) {
    const queue = aQueue(300);
    let ticket = 0;
    for (let i = 0; i < 400; i++) {
      if (i === early) ticket = queue.claimForLane(1, 1000);
      queue.schedule(5, 1, i);
    }
    queue.waitingInLanes = 1;
    queue.place(5, ticket & 0xffffff);
    queue.waitingInLanes = 0;
    const records = Array.from({ length: 400 }, (_, i) => i);
    records.splice(early, 0, 1000);
    expect(drain(queue)).toEqual(records);
  }
});

test("rows are used again: as many events as you like, while few are pending", () => {
  const queue = aQueue(2 ** 30, 4096);
  for (let i = 0; i < 100_000; i++) {
    for (let n = 0; n < 3; n++) queue.schedule(i, 1, n);
    expect(drain(queue)).toEqual([0, 1, 2]);
  }
});

test("more pending events than there are rows are refused", () => {
  const queue = aQueue(2 ** 30, 4096);
  for (let i = 0; i < 4094; i++) queue.schedule(i % 7, 1, 0);
  expect(() => queue.schedule(1, 1, 0)).toThrow(LimitError);
  expect(() => queue.claimForLane(1, 0)).toThrow("more than 4094 pending events");
});
