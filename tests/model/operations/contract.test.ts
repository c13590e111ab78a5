/**
 * What holds of every operation, and of the next one: it does what it says, it is undone at its end, it overlaps with
 * another of its kind, and it survives a `set` and a `scale` beside it. An operation of the catalogue without an
 * example fails.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { operations } from "../../../src/model/options.js";
import type { RunResult } from "../../../src/results/run-result.js";
import { type Example, examples, run } from "./examples.js";

/** Minutes: calm, the operation, and calm again once clients have given up or come back. */
const BEFORE = [2, 6] as const;
const BEGINS = 6;
const LASTS = 6;
const AFTER = [20, 24] as const;

/** Other changes of a running system that begin before the operation and end within it. */
const BESIDE = [
  "{ name: set-beside, at: 5min, for: 5min, do: set, values: { storage.compaction.throughput: 32MB/s } }",
  "{ name: scale-beside, at: 5min, for: 5min, do: scale, part: auth, by: 2 }",
];

test("every operation of the catalogue has an example", () => {
  expect(new Set(examples.map(({ name }) => name))).toEqual(new Set(operations.names));
});

describe.each(examples.map((example) => [[example.name, example.variant ?? ""].join(" ").trim(), example] as const))(
  "%s",
  (_, example) => {
    let alone: RunResult;

    beforeAll(async () => {
      alone = await run([...needed(example), order(example, "one", BEGINS)]);
    });

    test("does what it says, from its beginning on", () => {
      expect(example.shows(alone, ...BEFORE)).toBe(false);
      expect(example.shows(alone, ...during(example, BEGINS))).toBe(true);
      if (example.felt) expect(example.felt(alone, BEGINS + 2, BEGINS + LASTS)).toBe(true);
    });

    test("is undone at its end, at the time that the timeline notes", () => {
      const noted = alone.timeline.find(({ name }) => name === "one");
      expect(noted?.at).toBe(60 * BEGINS);
      const longest = example.own ?? LASTS;
      expect(noted?.until).toBeLessThanOrEqual(60 * (BEGINS + longest));
      if (example.own === undefined) expect(noted?.until).toBe(60 * (BEGINS + LASTS));
      if (!isRollback(example)) expect(example.shows(alone, ...AFTER)).toBe(false);
      expect(lawsThatFail(alone)).toEqual([]);
    });

    test("overlaps with another of its kind: each takes back its own change only", async () => {
      const second = example.own === undefined ? BEGINS + 3 : BEGINS + 1 / 3;
      const result = await run([...needed(example), order(example, "one", BEGINS), order(example, "two", second)]);
      expect(example.shows(result, ...during(example, BEGINS))).toBe(true);
      if (example.own === undefined) {
        expect(example.shows(result, BEGINS + 3, BEGINS + LASTS)).toBe(true);
        expect(example.shows(result, BEGINS + LASTS, BEGINS + LASTS + 3)).toBe(true);
      }
      if (!isRollback(example)) expect(example.shows(result, ...AFTER)).toBe(false);
      const ends = result.timeline.filter(({ name }) => ["one", "two"].includes(name)).map(({ until }) => until ?? 0);
      expect(ends).toHaveLength(2);
      expect(Math.max(...ends)).toBeLessThanOrEqual(60 * (second + (example.own ?? LASTS)));
      expect(lawsThatFail(result)).toEqual([]);
    });

    test("survives a set and a scale beside it", async () => {
      const result = await run([...needed(example), ...BESIDE, order(example, "one", BEGINS)]);
      expect(example.shows(result, ...during(example, BEGINS))).toBe(true);
      if (example.own === undefined) expect(example.shows(result, BEGINS + 4, BEGINS + LASTS)).toBe(true);
      if (!isRollback(example)) expect(example.shows(result, ...AFTER)).toBe(false);
      expect(lawsThatFail(result)).toEqual([]);
    });

    test("the same seed gives the same run", async () => {
      const again = await run([...needed(example), order(example, "one", BEGINS)]);
      expect(again.totals).toEqual(alone.totals);
    });

    test("rejects an option it does not know", async () => {
      const misspelt = { ...example, options: `${example.options}, optoin: 1` };
      await expect(run([...needed(example), order(misspelt, "one", BEGINS)])).rejects.toThrow(/optoin/);
    });
  },
);

function order({ name, options, own }: Example, id: string, minute: number): string {
  const length = own === undefined ? `for: ${LASTS}min, ` : "";
  return `{ name: ${id}, at: ${Math.round(60 * minute)}s, ${length}do: ${name}, ${options} }`;
}

function needed({ needs }: Example): string[] {
  return needs === undefined ? [] : [needs];
}

/** What a rollback does is to stay: it takes something else back. */
function isRollback({ name }: Example): boolean {
  return name === "rollback";
}

/** When an effect is to be seen: the minutes of one that ends by itself, or those before another begins. */
function during({ own }: Example, begins: number): [number, number] {
  return [begins + (own === undefined ? 1 : 0), begins + (own ?? 3)];
}

function lawsThatFail({ laws }: RunResult) {
  return laws.filter(({ holds }) => !holds);
}
