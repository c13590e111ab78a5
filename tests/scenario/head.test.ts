/** Heads of scenario files, beside what the loader makes of the whole files. */
import { expect, test } from "vitest";
import { headOf } from "../../src/scenario/head.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { shippedTexts } from "../../src/scenario/shipped.js";

test("the head of every shipped scenario is what its loader reads", () => {
  const texts = shippedTexts();
  expect(texts.length).toBeGreaterThan(30);
  for (const { name, text } of texts) {
    const { title, question } = loadScenario(name, scenarioSchema).scenario;
    expect({ title: undefined, question: undefined, ...headOf(text) }, name).toEqual({ title, question });
  }
});

test.each([
  ["quotes and a comment", 'title: "A: b" # not this\n', { title: "A: b" }],
  [
    "folded lines with one that is empty",
    "question: >-\n  Is it\n  folded?\n\nclock: {}\n",
    { question: "Is it folded?" },
  ],
  ["a plain scalar over two lines", "question: Is it\n  long?\ntitle: No\n", { question: "Is it long?", title: "No" }],
  ["lines that end as on Windows", "title: One\r\nquestion: Two?\r\nseeds: 1\r\n", { title: "One", question: "Two?" }],
  ["nothing of the two", "version: 1\nsenders:\n  - { title: inner }\n", {}],
  ["no text", "title: 3\nquestion:\n", {}],
])("%s", (_, text, head) => {
  expect(headOf(text)).toEqual(head);
});
