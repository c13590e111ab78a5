/**
 * What a message costs that waits: the numbers that a system keeps, counted one by one, and so the same on every
 * machine.
 */
import { afterEach, expect, test } from "vitest";
import { setChecks } from "../../../src/engine/checks.js";
import { rehearse } from "../../../src/experiment/run.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

/** An entry of an array of objects or whole numbers, and a field. */
const WORD = 8;

afterEach(() => setChecks(true));

/** A system that refuses all mail, after so many seconds. */
function shut(seconds: number, retry: string) {
  const text = `
version: 1
name: shut
clock: { duration: ${seconds}s, bucket: 1s }
senders: [{ name: s, hosts: 500, rate: 4000/s, retry: ${retry} }]
operations: [{ name: shut, at: 0s, do: fault, stage: mail, code: 450 }]
`;
  const loaded = loadScenario({ name: "shut.yaml", text }, scenarioSchema);
  const system = rehearse(loaded);
  system.calendar.run(seconds);
  return system;
}

/** Bytes of every typed array, array and object that can be reached from here. */
function bytesReachableFrom(root: object): number {
  const seen = new Set<unknown>();
  const ahead: unknown[] = [root];
  let bytes = 0;
  while (ahead.length > 0) {
    const thing = ahead.pop();
    if (typeof thing !== "object" || thing === null || seen.has(thing)) continue;
    seen.add(thing);
    if (ArrayBuffer.isView(thing)) {
      if (!seen.has(thing.buffer)) bytes += thing.buffer.byteLength;
      seen.add(thing.buffer);
      continue;
    }
    const parts = partsOf(thing);
    bytes += WORD * parts.length;
    for (const part of parts) if (typeof part === "object") ahead.push(part);
  }
  return bytes;
}

function partsOf(thing: object): readonly unknown[] {
  if (Array.isArray(thing)) return thing;
  if (thing instanceof Map) return [...thing.keys(), ...thing.values()];
  if (thing instanceof Set) return [...thing];
  return Object.values(thing);
}

test.each([
  "postfix",
  "{ profile: exponential, first: 10min, longest: 4h, jitter: equal }",
  // Keeps its last interval for every message: 8 bytes more.
  "{ profile: exponential, first: 10min, longest: 4h, jitter: decorrelated }",
])("200,000 messages that wait take at most 100 bytes each: %s", (retry) => {
  setChecks(false);
  const [few, many] = [shut(1, retry), shut(50, retry)];
  const waiting = many.messages.alive;
  expect(waiting).toBeGreaterThan(195_000);
  expect(few.messages.alive).toBeLessThan(5_000);
  const bytes = bytesReachableFrom(many);
  expect(bytes / waiting).toBeGreaterThan(40);
  expect(bytes / waiting).toBeLessThanOrEqual(100);
  expect((bytes - bytesReachableFrom(few)) / (waiting - few.messages.alive)).toBeLessThanOrEqual(100);
});
