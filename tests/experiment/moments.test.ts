/** The timeline of a run: its lines, their words, and the stated time beside each. */
import { expect, test } from "vitest";
import { momentsOf } from "../../src/experiment/summary/moments.js";
import type { RunResult } from "../../src/results/run-result.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";

const scenario = loadScenario("july-2018-auth", scenarioSchema);
const operation = (name: string, at: number, until: number | null = null) => ({ at, name, do: "deploy", until });
const link = (name: string, at: number | null) => ({ link: name, title: name, at, detail: "" });
const expectation = (
  id: string,
  that: string,
  observed: number | null,
  pass = true,
): RunResult["expectations"][number] => {
  return { id, that, observed, pass, severity: "fail", unit: "instant", stated: "in the post" };
};
const nothing = { timeline: [], expectations: [], chain: [] };

test("operations say whether their time is stated or assumed, how long they took, and how often they came", () => {
  const timeline = [operation("rollback", 5_700, 6_300), operation("deploy", 1_920), operation("deploy", 9_000)];
  expect(momentsOf(scenario, { ...nothing, timeline })).toEqual([
    {
      id: "operation deploy",
      at: 1_920,
      title: "deploy",
      kind: "operation",
      detail: "the first of 2",
      stated: "shortly after 10:00 UTC",
    },
    { id: "operation rollback", at: 5_700, until: 6_300, title: "rollback", kind: "operation", origin: "assumed" },
  ]);
});

test("expectations about a time are told in words, those about anything else are not times", () => {
  const expectations = [
    expectation("a", "first(mitigation.deployed) between attack+50min and attack+60min", 7_000),
    expectation("b", "recovered(auth, 90%) between restart and restart.end+5min", 6_000),
    { ...expectation("c", "count(messages.lost) = 0", 0), unit: "1" },
  ];
  const titles = momentsOf(scenario, { ...nothing, expectations }).map(({ id, title }) => [id, title]);
  expect(titles).toEqual([
    ["b", "auth: 90 % success again"],
    ["a", "the mitigation is in place"],
  ]);
});

test("what should have happened and did not comes last; what rightly never happened is no moment", () => {
  const expectations = [
    expectation("missing", "recovered(all, 99%) between 12:42 and 12:46", null, false),
    expectation("rightly", "never recovered(all, 90%)", null),
    expectation("heard", "first(alerts.notified) between 10:55 and 11:05", 5_400),
  ];
  expect(momentsOf(scenario, { ...nothing, expectations }).map(({ id, at }) => [id, at])).toEqual([
    ["heard", 5_400],
    ["missing", null],
  ]);
});

test("a link of the chain gives way to an expectation about the same time", () => {
  const chain = [link("poor", 4_980), link("alert", 5_400), link("drain", null)];
  const expectations = [expectation("heard", "first(alerts.notified) between 10:55 and 11:05", 5_400)];
  expect(momentsOf(scenario, { ...nothing, chain }).map(({ id }) => id)).toEqual(["chain poor", "chain alert"]);
  expect(momentsOf(scenario, { ...nothing, chain, expectations }).map(({ id }) => id)).toEqual(["chain poor", "heard"]);
});

test("an expectation about how long something took to come says so at its link; operations are not told twice", () => {
  const chain = [link("attack", 3_600), link("deployed", 7_040)];
  const timeline = [{ ...operation("attack", 3_600, 10_800), do: "attack" }];
  const that = "first(mitigation.deployed) - attack between 50min and 60min";
  const expectations = [{ ...expectation("in-time", that, 3_440), unit: "s" }];
  expect(momentsOf(scenario, { timeline, chain, expectations }).map(({ id, stated }) => [id, stated])).toEqual([
    ["operation attack", undefined],
    ["chain deployed", "in the post"],
  ]);
});

test("alerts are told by their names", () => {
  const expectations = [expectation("J3", "first(alerts.notified.api-login-fails) between 10:55 and 11:05", 5_400)];
  expect(momentsOf(scenario, { ...nothing, expectations })[0]?.title).toBe("api-login-fails is heard");
});

test("of several alerts only the one that an expectation is about gives way", () => {
  const heard = (name: string, at: number) => ({ ...link("alert", at), detail: name });
  const chain = [heard("first", 100), heard("second", 200), heard("third", 300)];
  const ids = (that: string) =>
    momentsOf(scenario, { ...nothing, chain, expectations: [expectation("told", that, 100)] }).map(({ id }) => id);
  expect(ids("first(alerts.notified) < 5min")).toEqual(["told", "chain alert second", "chain alert third"]);
  expect(ids("first(alerts.notified.second) < 5min")).toEqual(["told", "chain alert first", "chain alert third"]);
});

test("a link has the same id in every seed, whatever figures its detail tells", () => {
  const ids = [12, 34].map((figure) => {
    const chain = [{ ...link("gap", 100), detail: `${figure} %` }, link("gap", 200)];
    return momentsOf(scenario, { ...nothing, chain }).map(({ id }) => id);
  });
  expect(ids[0]).toEqual(ids[1]);
  expect(ids[0]).toEqual(["chain gap", "chain gap 2"]);
});
