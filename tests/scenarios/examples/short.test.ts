/**
 * Every shipped scenario but the packs and the long examples, once; a new scenario is among them the day it is added.
 */
import { expect, test } from "vitest";
import { longExamples, packs, shippedAtTop, testExamples } from "../examples.js";

const elsewhere = [...packs, ...Object.values(longExamples).flat()];

test("the folder holds the packs, their controls, their fixes and the examples", () => {
  const examples = ["mm1", "postfix-smarthost", "retry-storm", "diurnal-day"];
  expect(shippedAtTop).toEqual(expect.arrayContaining([...elsewhere, ...examples]));
});

testExamples(shippedAtTop.filter((name) => !elsewhere.includes(name)));
