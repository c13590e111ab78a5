import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IntegerRing, Ring } from "../../src/engine/ring.js";

describe.each([
  ["ring of objects", () => new Ring<number>()],
  ["ring of integers", () => new IntegerRing()],
])("%s", (_, make) => {
  test("behaves like an array that is pushed, shifted and popped", () => {
    const move = fc.constantFrom("push", "push", "push", "shift", "pop", "clear" as const);
    fc.assert(
      fc.property(fc.array(move, { maxLength: 400 }), (moves) => {
        const ring = make();
        const twin: number[] = [];
        for (const [i, move] of moves.entries()) {
          if (move === "push") ring.push(twin[twin.push(i) - 1]!);
          else if (move === "shift") expect(ring.shift()).toBe(twin.shift());
          else if (move === "pop") expect(ring.pop()).toBe(twin.pop());
          else if (i % 20 === 0) {
            ring.clear();
            twin.length = 0;
          }
          expect(ring.length).toBe(twin.length);
          expect([ring.at(0), ring.at(twin.length - 1), ring.at(twin.length)]).toEqual([
            twin[0],
            twin.at(-1),
            undefined,
          ]);
        }
        expect(twin.map((_, i) => ring.at(i))).toEqual(twin);
      }),
    );
  });

  test("keeps its order while it grows around the end of its memory", () => {
    const ring = make();
    for (let i = 0; i < 10; i++) ring.push(i);
    for (let i = 0; i < 10; i++) ring.shift();
    for (let i = 0; i < 1000; i++) ring.push(i);
    for (let i = 0; i < 1000; i++) expect(ring.shift()).toBe(i);
    expect(ring.shift()).toBeUndefined();
  });
});
