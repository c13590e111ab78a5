import { counter, event, gauge, histogram, level } from "../../../src/metrics/declaration.js";
import { Meter } from "../../../src/metrics/meter.js";
import type { Recording } from "../../../src/metrics/recording.js";
import { HandClock } from "../clock.js";

/** Ten minutes in buckets of 10 s, from 09:00 UTC; an outage from 240 s to 300 s, and one more of 20 s at 400 s. */
export const operations = [
  { name: "outage", start: 240, end: 300 },
  { name: "outage", start: 400, end: 420 },
  { name: "late", start: 540, end: 600 },
];
export const clockStart = 9 * 3600;

const isOut = (time: number) =>
  operations.some(({ name, start, end }) => name === "outage" && time >= start && time < end);

/**
 * One reply a second: refusals in an outage, with a latency of a second instead of a tenth; a queue of as many as
 * seconds / 10.
 */
export function recordingWith(refusals: (time: number) => boolean = isOut): Recording {
  const clock = new HandClock();
  const meter = new Meter(clock, { bucket: 10, duration: 600, warmUp: 60 });
  const replies = meter.counter(counter("replies", { title: "replies" }));
  const refused = meter.counter(counter("replies.421", { title: "421" }));
  const offered = meter.counter(counter("accept.offered", { title: "offered" }));
  const goodput = meter.counter(counter("accept.goodput", { title: "accepted" }));
  const sent = meter.counter(counter("sent.bytes", { title: "bytes sent", unit: "B" }));
  const fired = meter.event(event("alerts.fired", { title: "an alert fires" }), ["refusals"]);
  const latency = meter.histogram(histogram("accept.latency", { title: "time to accept", unit: "s" }));
  const queue = meter.level(level("queue", { title: "queue", unit: "1" }));
  meter.gauge(gauge("backlog", { title: "backlog", unit: "B" }), () => 1000 * Math.floor(clock.now / 10));
  for (let time = 0; time < 600; time++) {
    clock.at(time + 0.5);
    if (time === 240) fired.happened("refusals");
    queue.set(Math.floor(time / 10));
    replies.increment();
    sent.add(1000);
    offered.increment();
    if (refusals(time)) refused.increment();
    else goodput.increment();
    latency.record(refusals(time) ? 1 : 0.1);
    if (time % 10 === 9) {
      clock.at(time + 1);
      meter.sample();
    }
  }
  clock.at(600);
  return meter.recording();
}
