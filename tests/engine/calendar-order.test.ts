/** The calendar against its naive twin: the same random programme of events must unfold in the same order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Calendar, type Ticket } from "../../src/engine/calendar.js";
import { NaiveCalendar } from "./naive-calendar.js";

/**
 * One thing an event does when it happens. `lane` is an index into LANES. A crowd is many events at once: more than
 * stay in the front, spread over some time in steps of `step`, none for one time. `back` counts events from the last
 * scheduled one.
 */
type Deed =
  | { do: "after"; delay: number }
  | { do: "lane"; lane: number }
  | { do: "cancel"; back: number }
  | { do: "cancel many"; from: number; every: number }
  | { do: "crowd"; size: number; delay: number; step: number }
  | { do: "stop" };

const LANES = [0, 0.25, 30, 4000];

/** Ties, among them with lanes; dense and sparse times; rings of buckets apart; calendar dates. */
const delay = fc.oneof(
  fc.constantFrom(0, 0.125, 0.25, 0.5, 1, 30, 4095.75, 4096, 4000, 100_000, 3e7, 1e9),
  fc.double({ min: 0, max: 2, noNaN: true }),
  fc.double({ min: 0, max: 20_000, noNaN: true }),
);

const crowd = fc.record({
  do: fc.constant("crowd" as const),
  size: fc.integer({ min: 40, max: 300 }),
  delay,
  step: fc.constantFrom(0, 0, 1e-9, 2 ** -12, 0.125, 1, 333, 1e6),
});

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("after" as const), delay }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("lane" as const), lane: fc.nat(LANES.length - 1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("cancel" as const), back: fc.nat(20) }) },
);

const bigDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: deed },
  { weight: 2, arbitrary: crowd },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const), back: fc.nat(1000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("cancel many" as const),
      from: fc.nat(500),
      every: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "stop" as const }) },
);

/** Deeds by event number; an event without deeds only happens. */
const programme = fc.array(fc.array(deed, { maxLength: 4 }), { minLength: 1, maxLength: 60 });
const bigProgramme = fc.array(fc.array(bigDeed, { maxLength: 4 }), { minLength: 1, maxLength: 25 });
/** Where runs end: anywhere, and at times at which something is due. */
const stops = fc
  .array(fc.oneof(fc.double({ min: 0, max: 5e7, noNaN: true }), delay, fc.constant(0)), { maxLength: 6 })
  .map((times) => times.sort((a, b) => a - b));

interface Face {
  now(): number;
  after(delay: number, id: number): number;
  lane(lane: number, id: number): number;
  cancel(handle: number): boolean;
  pending(): number;
  stop(): void;
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
    stop: () => calendar.stop(),
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
    stop: () => calendar.stop(),
    run: (until, perform) => calendar.run(until, perform),
  };
}

/** Lets the programme unfold, and writes down all that can be seen from outside. */
function unfold(face: Face, deeds: readonly (readonly Deed[])[], stops: readonly number[]): unknown[] {
  const seen: unknown[] = [];
  const handles: number[] = [];
  const cancel = (number: number) => {
    if (number >= 0) seen.push(face.cancel(handles[number]!));
  };
  const carryOut = (deed: Deed) => {
    const last = handles.length - 1;
    if (deed.do === "after") handles.push(face.after(deed.delay, handles.length));
    else if (deed.do === "lane") handles.push(face.lane(deed.lane, handles.length));
    else if (deed.do === "cancel") cancel(last - deed.back);
    else if (deed.do === "stop") face.stop();
    else if (deed.do === "crowd")
      for (let i = 0; i < deed.size; i++)
        handles.push(face.after(deed.delay + ((i * 7) % deed.size) * deed.step, handles.length));
    else for (let number = last; number >= Math.max(0, last - deed.from); number -= deed.every) cancel(number);
  };
  const perform = (id: number) => {
    seen.push([face.now(), id, face.pending()]);
    // The event that happens cannot be cancelled any more.
    if (id % 5 === 1) cancel(id);
    for (const deed of deeds[id] ?? []) carryOut(deed);
  };
  perform(0);
  for (const until of [...stops, 1e13]) {
    do {
      face.run(until, perform);
      seen.push([face.now(), face.pending()]);
    } while (face.now() < until);
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

test("the same with hundreds pending: crowds, dense and sparse, cancelled in part", () => {
  fc.assert(
    fc.property(bigProgramme, stops, (deeds, stops) => {
      expect(unfold(fastFace(), deeds, stops)).toEqual(unfold(naiveFace(), deeds, stops));
    }),
    { numRuns: 600 },
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

/**
 * Every event schedules another one; how soon, changes from phase to phase, so that what waits is dense, sparse and
 * dense again.
 */
function* phases(face: Face): Generator<unknown> {
  const EVENTS = 4000;
  const scales = [1, 1e-6, 1000, 0, 1e-3, 1e8, 1e-2, 0.25];
  let state = 1;
  let scheduled = 0;
  const draw = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const seen: unknown[] = [];
  let happened = 0;
  const again = (id: number) => {
    seen.push(id, face.now());
    const scale = scales[Math.floor(happened / EVENTS)]!;
    const steps = draw() < 0.3 ? Math.ceil(4 * draw()) / 4 : draw() * draw();
    if (draw() < 0.2) face.lane(1 + (id % 2), ++scheduled);
    else face.after(scale * steps, ++scheduled);
    if (++happened % EVENTS === 0) face.stop();
  };
  for (let i = 0; i < 2000; i++) face.after(draw(), ++scheduled);
  for (const _ of scales) {
    face.run(1e14, again);
    yield seen.splice(0);
  }
}

test("thousands of pending events whose times grow dense and sparse in turn unfold as in the naive calendar", () => {
  const naive = phases(naiveFace());
  for (const seen of phases(fastFace())) expect(seen).toEqual(naive.next().value);
});

test("a run is the same every time", () => {
  const deeds: Deed[][] = Array.from({ length: 500 }, (_, i) => [
    { do: "after", delay: (i * 37) % 11 },
    { do: "lane", lane: i % LANES.length },
    { do: "cancel", back: i % 7 },
  ]);
  expect(unfold(fastFace(), deeds, [5, 50])).toEqual(unfold(fastFace(), deeds, [5, 50]));
});
