import { describe, expect, test } from "vitest";
import { evaluateExpression, parseExpression } from "../../../src/metrics/expression/index.js";
import { clockStart, operations, recordingWith } from "./fixture.js";

const recording = recordingWith();
const control = recordingWith(() => false);
const judge = (text: string) =>
  evaluateExpression(parseExpression(text), { recording, control, operations, clockStart });
/** What a figure is, by asking for it. */
const observed = (figure: string) => judge(`${figure} >= 0`).observed;

describe("figures", () => {
  test.each([
    ["count(replies)", 600],
    ["count(replies.421)", 80],
    ["count(replies.421 during outage)", 80],
    ["count(replies.421 during 0s..250s)", 10],
    ["count(replies during 09:01..09:02)", 60],
    ["count(replies during start..end)", 600],
    ["count(replies during late..end)", 60],
    ["count(replies during late - 1min..end)", 120],
    ["count(replies during outage.end..late)", 240],
    ["rate(replies)", 1],
    ["rate(replies during outage)", 1],
    ["rate(accept.latency)", 1],
    ["count(accept.latency)", 540],
    ["share(replies.421)", 80 / 540],
    ["share(replies.421 during outage)", 1],
    ["max(queue)", 59],
    ["min(queue during 5min..end)", 29.95],
    ["mean(replies)", 10],
    ["mean(backlog during 0s..20s)", 1500],
    ["last(backlog)", 60_000],
    ["last(replies during 0s..1min)", 10],
    ["p50(accept.latency during outage)", 1],
    ["max(accept.latency)", 1],
    ["episodes(replies.421 > 0)", 2],
    ["episodes(replies.421 > 0, 3min)", 1],
    ["episodes(replies.421 > 0, 100s)", 2],
    ["minutes(replies.421 > 0)", 2 / 10],
    // Sixty rising means, then ten of a minute each.
    ["trend(queue)", (1770 - 1) / Math.sqrt((60 * 59 * 125) / 18)],
    ["trend(queue, 1min)", 44 / Math.sqrt(125)],
    ["trend(queue during 0s..100s)", 44 / Math.sqrt(125)],
    ["trend(replies)", 0],
    ["spearman(queue, backlog)", 1],
    ["spearman(queue, 0 - backlog, 1min)", -1],
    ["spearman(replies, queue)", 0],
    ["minutes(replies.421 > 0 during 4min..5min)", 1],
    ["first(replies.421)", 240.5],
    ["first(replies.421 > 5)", 240],
    ["first(alerts.fired)", 240.5],
    ["2 * count(replies) - 3", 1197],
    ["count(replies.421) / count(replies)", 80 / 600],
    ["count(replies.421) vs control", 80],
  ])("%s", (text, value) => {
    expect(observed(text)).toBeCloseTo(value, 9);
  });

  test("percentiles are of the pooled histogram, without the warm-up", () => {
    // 80 of the 540 values after the warm-up are 1 s: the 85th percentile is still 0.1 s, the 86th is not.
    expect(observed("p85(accept.latency)")).toBeCloseTo(0.1, 3);
    expect(observed("p86(accept.latency)")).toBeCloseTo(1, 2);
  });
});

describe("verdicts", () => {
  test.each([
    ["count(replies.421) = 80", true],
    ["count(replies.421) < 80", false],
    ["count(replies.421) <= 80", true],
    ["count(replies.421) between 80 and 81", true],
    ["count(replies.421) between 81 and 90", false],
    ["share(replies.421 during outage) = 100%", true],
    ["p99(accept.latency) < 2s", true],
    ["p99(accept.latency) < 500ms", false],
    ["replies.421 > 0 for 1min", true],
    ["replies.421 > 0 for 70s", false],
    ["never replies.421 > 0 for 70s", true],
    ["never count(replies.421) > 80", true],
    ["first(replies.421) between 09:04 and 09:05", true],
    ["first(replies.421) between outage and outage.end", true],
    ["first(replies.421) between 0s and 4min", false],
    ["max(queue) > 3 * max(queue during 0s..2min)", true],
    ["count(replies.421) > 50 during outage", true],
    ["collapsed(accept)", false],
    ["never collapsed(accept)", true],
    ["recovered(accept, 99%, 1min) between 5min and 8min", true],
  ])("%s: %s", (text, pass) => {
    expect(judge(text)).toMatchObject({ pass });
  });

  test.each([
    ["first(replies.421) - outage = 500ms", true, 0.5],
    ["first(alerts.fired) - 09:01 between 3min and 4min", true, 180.5],
    ["first(alerts.fired.refusals) - outage < 1s", true, 0.5],
    ["09:05 - first(replies.421) > 50s", true, 59.5],
    ["late - outage.end = 4min", true, 240],
    ["end - outage > 1h", false, 360],
    ["recovered(accept, 99%, 1min) - first(replies.421) between 50s and 1min", true, 59.5],
    ["(late - outage) / 2 = 150s", true, 150],
    ["first(replies.421) + 5min between 09:05 and 09:10", true, 540.5],
    ["outage + 4min < late", true, 480],
  ])("times: %s is %s", (text, pass, value) => {
    expect(judge(text)).toMatchObject({ pass, observed: value });
  });

  test("a ratio that is held against percents is a fraction", () => {
    const ratio = "count(replies.421) / count(replies)";
    expect(judge(`${ratio} >= 10%`)).toMatchObject({ unit: "fraction", text: `${ratio} 13.3 %` });
    expect(judge(`${ratio} between 5% and 20%`).unit).toBe("fraction");
    expect(judge(`${ratio} between 0.1 and 1`).unit).toBe("1");
    expect(judge("rate(replies) / 2 > 0.1/s").unit).toBe("1/s");
  });

  test("what never came is no time from anything, and says so", () => {
    for (const text of ["first(queue > 1000) - outage < 5min", "outage - first(queue > 1000) < 5min"]) {
      expect(judge(text)).toMatchObject({ pass: false, unit: "s" });
      expect(judge(text).text).toMatch(/never$/);
    }
    expect(judge("never first(queue > 1000) - outage < 5min").pass).toBe(true);
  });

  test("five minutes below a tenth are a collapse, from which nothing recovers", () => {
    const broken = recordingWith((time) => time >= 240);
    const of = (text: string) =>
      evaluateExpression(parseExpression(text), { recording: broken, operations, clockStart }).pass;
    expect(of("collapsed(accept)")).toBe(true);
    expect(of("never recovered(accept, 99%)")).toBe(true);
    expect(of("recovered(accept, 99%)")).toBe(false);
  });

  test("a failed one names the worst bucket by the clock", () => {
    const { text, worstAt } = judge("max(queue) < 10");
    expect(worstAt).toBe(590);
    expect(text).toMatch(/max\(queue\) 59.*09:09:50/);
  });

  test("an operation that never was has no window: no data, and no pass, not even of a never", () => {
    for (const text of ["count(replies during gone) = 0", "never count(replies during gone) > 5"]) {
      const verdict = judge(text);
      expect(verdict.pass).toBe(false);
      expect(verdict.text).toMatch(/^no data/);
    }
  });

  test("percentiles of an empty window are no data", () => {
    expect(judge("p99(accept.latency during 11min..12min) < 1s")).toMatchObject({ pass: false, observed: Number.NaN });
  });
});
