/** Erlang's C formula against values of the literature, its closed forms for one and two servers, and its limits. */
import { expect, test } from "vitest";
import { erlangC } from "../../src/metrics/erlang-c.js";

test.each([0.1, 0.5, 0.73, 0.9])("with one server everybody waits who finds it busy: load %s", (load) => {
  expect(erlangC(1, load)).toBeCloseTo(load, 12);
});

test.each([0.2, 0.5, 0.9])("with two servers at utilisation r it is 2 r² / (1 + r): %s", (r) => {
  expect(erlangC(2, 2 * r)).toBeCloseTo((2 * r * r) / (1 + r), 12);
});

test("at one utilisation fewer servers make more wait", () => {
  const at = (servers: number) => erlangC(servers, 0.8 * servers);
  expect(at(5)).toBeCloseTo(0.5541, 4);
  expect(at(8)).toBeGreaterThan(at(16));
  expect(at(16)).toBeGreaterThan(at(50));
});

test("nobody waits at servers without work, and everybody at too few", () => {
  expect(erlangC(10, 0)).toBe(0);
  expect(erlangC(10, 10)).toBe(1);
  expect(erlangC(10, 14)).toBe(1);
});
