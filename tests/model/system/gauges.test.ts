/**
 * Gauges are read at the end of each bucket, whichever part declares them; a system without gauges schedules nothing
 * for them.
 */
import { expect, test } from "vitest";
import { Calendar } from "../../../src/engine/calendar.js";
import { Random } from "../../../src/engine/random.js";
import { counter, gauge } from "../../../src/metrics/declaration.js";
import { Meter } from "../../../src/metrics/meter.js";
import { readGauges } from "../../../src/model/wiring/build-monitoring.js";

function started() {
  const calendar = new Calendar();
  const clock = { start: 0, duration: 300, warmUp: 0, bucket: 60, scale: 1 };
  const meter = new Meter(calendar, clock);
  readGauges({ calendar, random: new Random(1), meter, clock });
  return { calendar, meter };
}

test("reads a gauge of any part once at the end of each bucket", () => {
  const { calendar, meter } = started();
  const readAt: number[] = [];
  meter.gauge(gauge("some.part.gauge", { title: "some", unit: "1" }), () => readAt.push(calendar.now));
  meter.gauge(gauge("another.part.gauge", { title: "another", unit: "1" }), () => 0);
  calendar.run(300);
  expect(readAt).toEqual([60, 120, 180, 240, 300]);
});

test("schedules nothing without a gauge", () => {
  const { calendar, meter } = started();
  meter.counter(counter("some.part.counter", { title: "some" }));
  expect(calendar.pending).toBe(0);
});
