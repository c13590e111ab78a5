import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, suggest } from "../../src/schema/suggest.js";

const profiles = ["postfix", "exim", "qmail", "sendmail", "exponential"];

test.each([
  ["postfxi", "postfix"],
  ["Postfix", "postfix"],
  ["exponental", "exponential"],
  ["qmial", "qmail"],
  ["sendmial", "sendmail"],
  ["exmi", "exim"],
])("takes %s for a slip of %s", (word, meant) => {
  expect(suggest(word, profiles)).toBe(meant);
});

test.each(["", "x", "smtp", "postgresql", "a".repeat(10_000)])("does not guess what %o was meant to be", (word) => {
  expect(suggest(word, profiles)).toBeUndefined();
});

test("prefers the nearest word, and the earlier of two as near", () => {
  expect(suggest("rat", ["data", "rate", "rats"])).toBe("rate");
});

describe("the edit distance", () => {
  const word = fc.string({ maxLength: 6, unit: fc.constantFrom("a", "b", "c") });

  test("is that of the definition, written as a recursion", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(naive(a, b));
      }),
    );
  });

  test("counts a swap of neighbours as one slip", () => {
    expect([editDistance("ab", "ba"), editDistance("frist", "first"), editDistance("abc", "")]).toEqual([1, 1, 3]);
  });
});

function naive(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const same = a.at(-1) === b.at(-1) ? 0 : 1;
  const costs = [
    naive(a.slice(0, -1), b) + 1,
    naive(a, b.slice(0, -1)) + 1,
    naive(a.slice(0, -1), b.slice(0, -1)) + same,
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    costs.push(naive(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...costs);
}
