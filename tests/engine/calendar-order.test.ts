/** The calendar against its naive twin: the same random programme of events must unfold in the same order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Calendar, type Ticket } from "../../src/engine/calendar.js";
import { NaiveCalendar } from "./naive-calendar.js";

/** One thing an event does when it happens. `lane` is an index into LANES. */
type Deed = { do: "after"; delay: number } | { do: "lane"; lane: number } | { do: "cancel"; back: number };

const LANES = [0, 0.25, 30, 4000];

/** Ties, the borders of the near heap and of its buckets, one ring of buckets (4,096 s), and far beyond. */
const delay = fc.oneof(
  fc.constantFrom(0, 0.125, 0.25, 0.5, 1, 30, 4095.75, 4096, 4000, 100_000, 3e7),
  fc.double({ min: 0, max: 2, noNaN: true }),
  fc.double({ min: 0, max: 20_000, noNaN: true }),
);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("after" as const), delay }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("lane" as const), lane: fc.nat(LANES.length - 1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("cancel" as const), back: fc.nat(20) }) },
);

/** Deeds by event number; an event without deeds only happens. */
const programme = fc.array(fc.array(deed, { maxLength: 4 }), { minLength: 1, maxLength: 60 });
const stops = fc
  .array(fc.double({ min: 0, max: 5e7, noNaN: true }), { maxLength: 4 })
  .map((times) => times.sort((a, b) => a - b));

interface Face {
  now(): number;
  after(delay: number, id: number): number;
  lane(lane: number, id: number): number;
  cancel(handle: number): boolean;
  pending(): number;
  run(until: number, perform: (id: number) => void): void;
}

function fastFace(): Face {
  const calendar = new Calendar();
  let perform: (id: number) => void = () => {};
  const action = calendar.indexed("event", (id) => perform(id));
  const lanes = LANES.map((delay) => calendar.lane(delay));
  return {
    now: () => calendar.now,
    after: (delay, id): Ticket => calendar.after(delay, action, id),
    lane: (lane, id) => lanes[lane]!.start(action, id),
    cancel: (handle) => calendar.cancel(handle),
    pending: () => calendar.pending,
    run(until, handler) {
      perform = handler;
      calendar.run(until);
    },
  };
}

function naiveFace(): Face {
  const calendar = new NaiveCalendar();
  const handles: ReturnType<NaiveCalendar["after"]>[] = [];
  return {
    now: () => calendar.now,
    after: (delay, id) => handles.push(calendar.after(delay, id)) - 1,
    lane: (lane, id) => handles.push(calendar.after(LANES[lane]!, id)) - 1,
    cancel: (handle) => calendar.cancel(handles[handle]!),
    pending: () => calendar.pending,
    run: (until, perform) => calendar.run(until, perform),
  };
}

/** Lets the programme unfold, and writes down all that can be seen from outside. */
function unfold(face: Face, deeds: readonly (readonly Deed[])[], stops: readonly number[]): unknown[] {
  const seen: unknown[] = [];
  const handles: number[] = [];
  const perform = (id: number) => {
    seen.push([face.now(), id, face.pending()]);
    for (const deed of deeds[id] ?? []) {
      if (deed.do === "after") handles.push(face.after(deed.delay, handles.length));
      else if (deed.do === "lane") handles.push(face.lane(deed.lane, handles.length));
      else if (handles.length > deed.back) seen.push(face.cancel(handles[handles.length - 1 - deed.back]!));
    }
  };
  perform(0);
  for (const until of [...stops, 1e12]) {
    face.run(until, perform);
    seen.push([face.now(), face.pending()]);
  }
  return seen;
}

test("events unfold as in the naive calendar: ties, far events, lanes, cancelling, stops between", () => {
  fc.assert(
    fc.property(programme, stops, (deeds, stops) => {
      expect(unfold(fastFace(), deeds, stops)).toEqual(unfold(naiveFace(), deeds, stops));
    }),
    { numRuns: 2000 },
  );
});

test("thousands of pending events leave in the order of time and scheduling", () => {
  const calendar = new Calendar();
  const times: number[] = [];
  const left: number[] = [];
  const action = calendar.indexed("event", (id) => left.push(id));
  for (let id = 0; id < 20_000; id++) {
    times.push(((id * 7919) % 5003) / 16);
    calendar.at(times[id]!, action, id);
  }
  calendar.run(1e6);
  const sorted = times.map((_, id) => id).sort((a, b) => times[a]! - times[b]! || a - b);
  expect(left).toEqual(sorted);
});

test("a run is the same every time", () => {
  const deeds: Deed[][] = Array.from({ length: 500 }, (_, i) => [
    { do: "after", delay: (i * 37) % 11 },
    { do: "lane", lane: i % LANES.length },
    { do: "cancel", back: i % 7 },
  ]);
  expect(unfold(fastFace(), deeds, [5, 50])).toEqual(unfold(fastFace(), deeds, [5, 50]));
});
