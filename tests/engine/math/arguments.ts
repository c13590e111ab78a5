/**
 * Arguments for the elementary functions: all magnitudes, and densely where a function is delicate. The same in every
 * run.
 */
import { cbrt, exp, expm1, log, log1p, log2, log10, pow, powerOfTwo, tanh } from "../../../src/engine/math.js";
import { Random } from "../../../src/engine/random.js";

/** In the order of reference.cpp. */
export const functions: readonly (readonly [name: string, of: (x: number, y: number) => number])[] = [
  ["log", log],
  ["exp", exp],
  ["pow", pow],
  ["log1p", log1p],
  ["expm1", expm1],
  ["log2", log2],
  ["log10", log10],
  ["cbrt", cbrt],
  ["tanh", tanh],
];

const edges = [0, -0, 1, -1, 0.5, 2, 10, 1000, 2 ** -1074, 2 ** -1022, 2 ** -54, 2 ** -27, 709.782712893384, 709.79];
const far = [-745.13, -745.14, -708.4, 1.7976931348623157e308, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const EDGES = [...edges, ...far, Number.NaN, 1 - 2 ** -53, 1 + 2 ** -52, 11 / 16, 11 / 8, -0.35, 0.35, 22, 40];

/** Records for reference.cpp: function, x, y and the result; `rounds` of 36 each, after the edges. */
export function records(rounds: number): Float64Array {
  const stream = new Random(1).stream("arguments");
  const made: number[] = [];
  const note = (index: number, x: number, y = 0): void => {
    made.push(index, x, y, functions[index]![1](x, y));
  };
  const between = (from: number, to: number): number => from + (to - from) * stream.uniform();
  const any = (): number => powerOfTwo(Math.floor(between(-1074, 1024))) * between(1, 2);
  for (const x of EDGES) for (const [index] of functions.entries()) if (index !== 2) note(index, x);
  for (const x of EDGES) for (const y of EDGES) if (!isLeftToTheStandard(x, y)) note(2, x, y);
  for (let round = 0; round < rounds; round++) {
    for (const x of [any(), between(0.95, 1.05), between(0, 1), between(0, 1000)]) note(0, x);
    for (const x of [between(-750, 711), between(-0.05, 0.05), between(-20, 0), between(-746, -708)]) note(1, x);
    note(2, any(), between(-1, 1));
    note(2, between(0, 10), between(-10, 10));
    note(2, between(0.9995, 1.0005), between(-5e5, 5e5));
    note(2, between(0, 1e-310), between(-1, 1));
    for (const x of [between(-1e-3, 1e-3), between(-1, 10), any(), between(-1, 0)]) note(3, x);
    for (const x of [between(-1e-3, 1e-3), between(-0.5, 0.5), between(-42, 42), between(-2, 2)]) note(4, x);
    for (const index of [5, 6]) for (const x of [any(), any(), between(0.95, 1.05), between(0, 10)]) note(index, x);
    for (const x of [any(), any(), -any(), between(-30, 30)]) note(7, x);
    for (const x of [between(-1e-3, 1e-3), between(-0.5, 0.5), between(-23, 23), between(-2, 2)]) note(8, x);
  }
  return Float64Array.from(made);
}

/** ECMAScript says NaN where C says 1. */
function isLeftToTheStandard(x: number, y: number): boolean {
  return (Math.abs(x) === 1 && !Number.isFinite(y)) || (x === 1 && Number.isNaN(y));
}
