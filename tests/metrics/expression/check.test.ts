import { describe, expect, test } from "vitest";
import { checkExpression, parseExpression } from "../../../src/metrics/expression/index.js";
import { ScenarioError } from "../../../src/schema/scenario-error.js";
import { recordingWith } from "./fixture.js";

const recording = recordingWith();
const names = {
  metrics: recording.metrics,
  events: recording.events,
  operations: ["outage", "late"],
};

/** All that is wrong with an expression, as one text. */
function problemsOf(text: string): string {
  try {
    return checkExpression(parseExpression(text), names)
      .map(({ path, found, expected, suggestion = "" }) => `${path}: ${found}; ${expected}; ${suggestion}`)
      .join("\n");
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ path, found, expected }) => `${path}: ${found}; ${expected}`).join("\n");
  }
}

describe("what is right", () => {
  test.each([
    "p99(accept.latency during outage.end..end) < 30s",
    "count(replies.421 during 09:00..10:00) >= 600",
    "share(replies.421) <= 1.2 * share(replies.421 during 0s..1min)",
    "rate(replies) > 5/min",
    "last(backlog) < 3MB",
    "first(alerts.fired) between outage and outage + 10min",
    "first(alerts.fired) - outage between 1min and 2min",
    "recovered(accept, 99%) - first(alerts.fired) < 10min",
    "outage.end - 09:00 < 10min",
    "never recovered(accept, 99%)",
    "collapsed(all)",
    "queue > 3 for 5min",
    "max(queue) vs control < 5",
    "collapsed(accept) only with all",
    "trend(replies.421 / replies during 0s..5min, 1min) > 1.645",
    "spearman(queue, backlog during outage, 1min) between -0.2 and 0.2",
    "first(alerts.fired) - outage between -1min and 5min",
  ])("%s", (text) => {
    expect(problemsOf(text)).toBe("");
  });
});

describe("what is wrong is refused with the column and a cure", () => {
  test.each([
    ["", /column 1/],
    ["count(replies)", /comparison/],
    ["count(replies", /column 14/],
    ["count(replies) > ", /column 18/],
    ["count(replies) > 5 5", /column 20/],
    ["count(replys) > 5", /column 7.*replys.*replies/],
    ["cuont(replies) > 5", /cuont.*count/],
    ["p99(accept.latency) < 30", /30/],
    ["p99(accept.latency) < 30MB", /column 23: s compared with B/],
    ["p100(accept.latency) < 3s", /p100/],
    ["p99(replies) < 3s", /histogram/],
    ["share(replies) < 3%", /part|parent/],
    ["rate(queue) > 1/s", /queue|level/],
    ["count(replies during outrage) > 5", /column 22.*outrage.*outage/],
    ["count(replies during outage-5min..end) > 5", /outage - 5min/],
    ["count(replies during 25:00..26:00) > 5", /23:59/],
    ["first(alerts.fire) between 0s and 5s", /alerts\.fired/],
    ["first(alerts.fired) + outage < 5min", /column 21: a time \+ a time/],
    ["2 * outage < 5min", /column 3: a number \* a time/],
    ["first(alerts.fired) - outage < 5", /5s/],
    ["first(alerts.fired) - outage between 10:00 and 11:00", /s compared with a time/],
    ["late-outage < 5min", /late - outage/],
    ["recovered(acept, 99%)", /acept.*accept/],
    ["count(replies) > 5 $", /\$/],
    ["count(replies) > 5 for 5", /5/],
    ["queue between 09:00 and 10:00", /value/],
    ["trend(quue, 1min) > 1.645", /column 7.*quue.*queue/],
    ["trend(queue, 3) > 1.645", /column 14.*length of time/],
    ["trend(queue, 1min) > 3s", /a number/],
    ["spearman(queue) > 0", /second one/],
    ["spearman(queue, qeue) > 0", /column 17.*qeue.*queue/],
    ["spearman(queue, trend(backlog)) > 0", /column 17.*of each bucket/],
    ["x".repeat(501), /500/],
  ])("%s", (text, pattern) => {
    expect(problemsOf(text)).toMatch(pattern);
  });
});
