/** What an expression of a full system compares with in a scaled one. */
import { describe, expect, test } from "vitest";
import { counter, histogram, level } from "../../../src/metrics/declaration.js";
import { parseExpression, scaledExpression } from "../../../src/metrics/expression/index.js";
import { Meter } from "../../../src/metrics/meter.js";

const meter = new Meter({ now: 0 }, { bucket: 60, duration: 3600, warmUp: 0 });
meter.counter(counter("replies", { title: "replies" }));
meter.counter(counter("replies.421", { title: "replies.421" }));
meter.counter(counter("bytes", { title: "bytes", unit: "B" }));
meter.counter(counter("probes", { title: "probes", extent: "each" }));
meter.level(level("queue", { title: "queue", unit: "1" }));
meter.level(level("used", { title: "used", unit: "fraction" }));
meter.level(level("sstables", { title: "sstables", unit: "1", extent: "each" }));
meter.histogram(histogram("latency", { title: "latency", unit: "s" }));
const recording = meter.recording();
const at10 = (text: string) => scaledExpression(parseExpression(text), 10, (name) => recording.named(name));

/** The numbers that were divided, as they are written and as they are compared. */
const numbers = (text: string) => at10(text).literals.map(({ written, value }) => [written.text, value]);

describe("at scale 10", () => {
  test.each<[string, [string, number][]]>([
    ["count(replies.421 during 09:00..10:00) >= 600", [["600", 60]]],
    ["rate(replies) between 74/s and 76/s", [["74/s", 7.4], ["76/s", 7.6]]], // biome-ignore format: a row
    ["max(queue during 5min..10min) < 200", [["200", 20]]],
    ["count(bytes) < 5MB", [["5MB", 500_000]]],
    ["count(latency) > 1000", [["1000", 100]]],
    ["count(replies) - count(replies.421) between 0 and 20", [["20", 2]]],
    ["count(replies) + 50 > 100", [["50", 5], ["100", 10]]], // biome-ignore format: a row
    ["count(replies) > 3 * 200", [["3", 0.3]]],
    ["mean(queue) / 16 between 60% and 70%", [["60%", 0.06], ["70%", 0.07]]], // biome-ignore format: a row
    ["600 / count(replies) < 2", [["2", 20]]],
    ["first(queue < 500 during 5min..end) < 30min", [["500", 50]]],
    ["episodes(replies.421 > 30, 3min) >= 3", [["30", 3]]],
    ["queue > 40 for 5min", [["40", 4]]],
  ])("%s is divided", (text, expected) => {
    const found = numbers(text).map(([written, value]) => [written, Number(Number(value).toPrecision(12))]);
    expect(found).toEqual(expected);
    expect(at10(text).mixed).toEqual([]);
  });

  test.each([
    "p99(latency) < 30s",
    "mean(latency) < 30s",
    "share(replies.421) < 5%",
    "count(replies.421) / count(replies) between 1% and 2%",
    "rate(replies.421 during 5min..10min) / rate(replies.421) >= 5",
    "max(used) < 90%",
    "max(sstables) > 3 * max(sstables during 5min..10min)",
    "max(sstables) > 40",
    "count(probes) < 5",
    "minutes(replies.421 > 0) between 3% and 60%",
    "count(replies.421) = 0",
    "first(replies.421) between 10min and 20min",
  ])("%s stays", (text) => {
    expect(numbers(text)).toEqual([]);
    expect(at10(text).mixed).toEqual([]);
    expect(at10(text).expression.test).toEqual(parseExpression(text).test);
  });

  test.each(["count(replies) > max(sstables)", "count(replies) + count(probes) > 5", "first(queue > sstables) < 1h"])(
    "%s compares what is divided with what is not",
    (text) => {
      expect(at10(text).mixed).not.toEqual([]);
    },
  );
});

test("at full size nothing is touched", () => {
  const expression = parseExpression("count(replies) >= 600");
  expect(scaledExpression(expression, 1, (name) => recording.named(name)).expression).toBe(expression);
});
