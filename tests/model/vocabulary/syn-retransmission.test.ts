/** The times at which a client sends its SYN again: RFC 6298 with an initial timeout of 1 s. */
import { expect, test } from "vitest";
import { nextSynAfter, synsWithin } from "../../../src/model/vocabulary/syn-retransmission.js";

test("each timeout is twice the one before", () => {
  expect([0, 1, 2, 3].map(nextSynAfter)).toEqual([1, 2, 4, 8]);
});

test.each([
  [0, 1],
  [0.9, 1],
  [1, 2],
  [2.9, 2],
  [3, 3],
  [30, 5],
])("a client with a patience of %f s sends %i SYNs", (patience, expected) => {
  let sent = 0;
  for (let at = 0; at <= patience; at += nextSynAfter(sent - 1)) sent++;
  expect(sent).toBe(expected);
  expect(synsWithin(patience)).toBe(expected);
});
