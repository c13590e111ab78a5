import { expect, test } from "vitest";
import { Calendar } from "../../src/engine/calendar.js";

test("a timer ends one delay after its start", () => {
  const calendar = new Calendar();
  const ends: number[] = [];
  const end = calendar.signal("end", () => ends.push(calendar.now));
  const lane = calendar.lane(30);
  const start = calendar.signal("start", () => void lane.start(end));
  for (const time of [0, 5, 5, 7.25]) calendar.at(time, start);
  calendar.run(100);
  expect(ends).toEqual([30, 35, 35, 37.25]);
});

test("timers and ordinary events of the same time happen in the order in which they were scheduled", () => {
  const calendar = new Calendar();
  const seen: number[] = [];
  const event = calendar.indexed("event", (id) => seen.push(id));
  const [lane, other] = [calendar.lane(2), calendar.lane(2)];
  calendar.after(2, event, 0);
  lane.start(event, 1);
  other.start(event, 2);
  lane.start(event, 3);
  calendar.after(2, event, 4);
  other.start(event, 5);
  calendar.run(2);
  expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
});

test("cancelled timers are passed over, wherever they stand in the lane", () => {
  const calendar = new Calendar();
  const seen: number[] = [];
  const event = calendar.indexed("event", (id) => seen.push(id));
  const lane = calendar.lane(10);
  const tickets = Array.from({ length: 8 }, (_, id) => lane.start(event, id));
  for (const id of [0, 1, 4, 7]) expect(calendar.cancel(tickets[id]!)).toBe(true);
  expect(calendar.pending).toBe(4);
  calendar.run(10);
  expect(seen).toEqual([2, 3, 5, 6]);
});

test("a lane whose timers were all cancelled starts afresh", () => {
  const calendar = new Calendar();
  const seen: number[] = [];
  const event = calendar.indexed("event", (id) => seen.push(id));
  const lane = calendar.lane(10);
  for (let id = 0; id < 3; id++) calendar.cancel(lane.start(event, id));
  calendar.run(20);
  lane.start(event, 3);
  calendar.run(30);
  expect([seen, calendar.pending]).toEqual([[3], 0]);
});

test("a timer that ends may start the next one in the same lane", () => {
  const calendar = new Calendar();
  const lane = calendar.lane(60);
  let rounds = 0;
  const round = calendar.signal("round", () => {
    rounds++;
    lane.start(round);
  });
  lane.start(round);
  calendar.run(3600);
  expect(rounds).toBe(60);
});

test("cancelled timers give their rows back: a million starts need no more room than one delay's worth", () => {
  const calendar = new Calendar();
  const lane = calendar.lane(1);
  const expire = calendar.signal("expire", () => expect.unreachable("every timer is cancelled"));
  let started = 0;
  let highest = 0;
  const next = calendar.signal("next", () => {
    const ticket = lane.start(expire);
    highest = Math.max(highest, ticket & 0xffffff);
    calendar.cancel(ticket);
    if (++started < 1_000_000) calendar.after(0.001, next);
  });
  calendar.after(0, next);
  calendar.run(2000);
  expect([started, calendar.pending]).toEqual([1_000_000, 0]);
  expect(highest).toBeLessThan(4096);
});
