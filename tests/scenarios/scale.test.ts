/**
 * Shipped scenarios run smaller: the verdicts of large ones hold, and what another size would change is refused by
 * name.
 */
import { describe, expect, test } from "vitest";
import { rehearse, runScenario } from "../../src/experiment/run.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { ScenarioError } from "../../src/schema/scenario-error.js";
import { broken } from "./shipped.js";

function at(name: string, scale: number, ...sets: string[]) {
  return loadScenario(name, scenarioSchema, { sets: [`clock.scale=${scale}`, ...sets] });
}

/** What is refused before the first event, one line for each reason. */
function refusals(name: string, scale: number, ...sets: string[]): string[] {
  try {
    rehearse(at(name, scale, ...sets));
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split("\n");
    throw error;
  }
}

describe.each([
  ["may-2016-ddos", [2, 4, 10]],
  // At scale 2 in `npm run verify -- --only examples`.
  ["may-2016-cassandra", process.env.TEMPFAIL_WHOLE === "1" ? [2, 4, 10] : [4, 10]],
] as const)("%s", (name, scales) => {
  test.each(scales)("at scale %i keeps every verdict, and says what was divided", async (scale) => {
    const result = await runScenario(at(name, scale), 1);
    expect(broken(result)).toEqual([]);
    expect(result).toMatchObject({ scale });
    expect(result.rough).toBeUndefined();
    const said = result.expectations.filter(({ text = "" }) => text.includes(`of the full size is`));
    expect(said.map(({ id }) => id)).toEqual(
      name === "may-2016-ddos" ? ["M5-retry-tail", "M1-not-mail"] : ["M18-ordinary"],
    );
    expect(said[0]?.text).toContain(
      name === "may-2016-ddos"
        ? `500 of the full size is ${500 / scale} at scale ${scale}`
        : `600 of the full size is ${600 / scale} at scale ${scale}`,
    );
  });
});

describe("a scale is refused", () => {
  test.each([1.25, 2, 4, 10])("for a small station whose queue it changes: July 2018 at %d", (scale) => {
    const stations = refusals("july-2018-auth", scale).filter((line) => line.includes("servers become"));
    expect(stations).toHaveLength(1);
    expect(stations[0]).toMatch(/july-2018-auth\.yaml:17:12: auth\.workers: 16 servers become \d+ at scale/);
    expect(stations[0]).toMatch(/expected scale 1, the full size; or --rough/);
  });

  test.each([1.5, 2, 3, 5, 15])("for thresholds and bands of few events: the timeouts of May 2016 at %d", (scale) => {
    const lines = refusals("may-2016-timeouts", scale).join("\n");
    expect(lines).toMatch(/monitoring\.tickets\.threshold: 15 events become \d+ at scale/);
    expect(lines).toMatch(/:139:11: expect\[18\]\.that: M12-by-counters: 20 becomes [\d.]+ at scale/);
  });

  test("for workers that rounding changes, with the nearest scales that fit", () => {
    const [line = ""] = refusals("july-2018-auth", 10, "auth.workers=15");
    expect(line).toMatch(/auth\.workers: 15 is 1\.5 at scale 10 and becomes 2, 33\.3 % more/);
    expect(line).toMatch(/by at most 2 %: scale 7\.5 or 15; or --rough/);
    expect(refusals("july-2018-auth", 10, "auth.workers=14")[0]).toMatch(/14 is 1\.4 .* becomes 1, 28\.6 % less/);
  });

  test("for the only server of a queue, whose utilisation it would halve", () => {
    expect(refusals("mm1", 2).join("\n")).toMatch(/intake\.sessions: 1 is 0\.5 at scale 2 and becomes 1, 100 % more/);
  });

  test("for a value that an operation sets", () => {
    const sets = `operations=[{ name: fewer, at: 1h, do: set, values: { intake.sessions: 105 } }]`;
    const lines = refusals("may-2016-ddos", 10, sets, "expect=[]", "counterfactuals=[]").join("\n");
    expect(lines).toMatch(
      /operations\[0\]\.values\["intake\.sessions"\]: 105 is 10\.5 at scale 10 and becomes 11, 4\.76 % more/,
    );
  });

  test("for a large station whose load lets requests wait once it is small", () => {
    const busy = ["auth.workers=160", "auth.callers.smtp-login.rate=800/s", "expect=[]"];
    expect(refusals("july-2018-auth", 2, ...busy)).toEqual([]);
    expect(refusals("july-2018-auth", 10, ...busy)[0]).toMatch(
      /160 servers become 16 at scale 10; fewer than 50 queue differently: [\d.]+ % of requests wait, not [\d.]+ %/,
    );
    expect(refusals("july-2018-auth", 10, "auth.workers=1000", "expect=[]")).toEqual([]);
  });

  test("for arrivals at listed times", () => {
    const trace = 'senders.relays.arrivals={ pattern: trace, times: ["1s", "2s"] }';
    expect(refusals("may-2016-ddos", 10, trace).join("\n")).toMatch(
      /senders\[0\]\.arrivals\.times\[0\]: .* cannot thin out/,
    );
  });

  test("for requests of a storage window, which are single ones", () => {
    const window = "storage.detail={ from: 1h, for: 5min }";
    expect(refusals("may-2016-cassandra", 10)).toEqual([]);
    const lines = refusals("may-2016-cassandra", 10, window).join("\n");
    expect(lines).toMatch(/storage\.detail\.concurrentWrites: 32 servers become 3/);
    expect(lines).toMatch(/storage\.reads\.concurrency: 32 is 3\.2 at scale 10 and becomes 3, 6\.25 % less/);
    expect(lines).toMatch(/storage\.coordinator\.threads: 128 servers become 13/);
  });

  test.each([
    ["count(replies) >= 600", 40, /600 becomes 15 at scale 40: fewer than 20 vary by 25\.8 % by chance/],
    ["count(replies) between 900 and 1100", 10, /900 becomes 90 .* a band of ± 10 about 100 events, which vary by 10/],
    ["count(replies) = 1000", 2, /a band of ± 0 about 500 events/],
    ["rate(replies during 13:00..13:10) > 0.1/s", 4, /0\.1\/s becomes 0\.025\/s at scale 4: fewer than 20/],
    ["count(replies) > max(mitigation.active)", 2, /compares what scale 2 divides with what it does not/],
  ])("for a count too small for its band: %s at %d", (that, scale, words) => {
    const lines = refusals("may-2016-ddos", scale, `expect=[{ id: it, that: "${that}" }]`, "counterfactuals=[]");
    expect(lines.filter((line) => line.includes("expect[0].that: it: "))).toEqual([expect.stringMatching(words)]);
  });

  test.each([
    ["count(replies) >= 900", 10],
    ["count(replies) between 60000 and 80000", 10],
    ["rate(replies during 13:00..13:10) > 1/s", 4],
    ["max(vantage.gap) < 3%", 10],
  ])("for none that is large enough: %s at %d", (that, scale) => {
    expect(refusals("may-2016-ddos", scale, `expect=[{ id: it, that: "${that}" }]`)).toEqual([]);
  });

  test("for an alert of few events", () => {
    const alert = "monitoring.alerts=[{ name: few, when: count(attempts) < 100, over: 5min }]";
    expect(refusals("may-2016-ddos", 10, alert)[0]).toMatch(
      /monitoring\.alerts\[0\]\.when: 100 becomes 10 at scale 10: fewer than 20/,
    );
  });
});

test.each([
  [6000, "resolved"],
  [20_000, "on"],
])("an alert compares with as much less as the system is smaller: below %i it is %s", async (least, state) => {
  // 40 messages a second at full size: some 12,000 attempts in five minutes, and few in the first of them.
  const sets = [
    `monitoring.alerts=[{ name: quiet, when: count(attempts) < ${least}, over: 5min }]`,
    ...["operations=[]", "expect=[]", "counterfactuals=[]", "clock.duration=30min"],
  ];
  const { alerts } = await runScenario(at("may-2016-ddos", 10, ...sets), 1);
  expect(
    alerts.filter(({ name }) => name === "quiet").map(({ resolvedAt }) => (resolvedAt === null ? "on" : "resolved")),
  ).toEqual([state]);
});

test("rough runs it all the same, and every result names what is rough", async () => {
  const sets = ["clock.rough=true", "clock.duration=10min", "expect=[]"];
  const { rough } = await runScenario(at("july-2018-auth", 2, ...sets), 1);
  expect(rough).toEqual([expect.stringMatching(/^auth\.workers: 16 servers become 8 at scale 2/)]);
});
