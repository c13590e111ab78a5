import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePath, pathText } from "../../src/scenario/path.js";

test("a path reads back as the steps that it was printed from", () => {
  const step = fc.oneof(fc.string(), fc.constantFrom("senders", "a.b", "*", "x[0]", '"', "__proto__"), fc.nat(100));
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (path) => {
      const steps = path.map((one) =>
        typeof one === "number" ? { kind: "index", index: one } : { kind: "key", key: one },
      );
      expect(parsePath(pathText(path))).toEqual(steps);
    }),
  );
});

test("wildcards and items by one of their keys are steps of their own", () => {
  expect(parsePath("senders[*].retry.*")).toEqual([
    { kind: "key", key: "senders" },
    { kind: "all" },
    { kind: "key", key: "retry" },
    { kind: "all" },
  ]);
  expect(parsePath("senders[name=mx.example].rate")).toMatchObject([
    {},
    { kind: "where", key: "name", equals: "mx.example" },
    {},
  ]);
});

test.each(["", ".", "a..b", "a.", ".a", "a[", "a[]", "a b", "a[x"])("%o is no path", (text) => {
  expect(parsePath(text)).toMatchObject({ expected: expect.stringContaining("a path such as") });
});
