/**
 * What holds of every guard: it never adds calls, it is the seed's, and it lets a service that is well again be called.
 */
import { describe, expect, test } from "vitest";
import { Random } from "../../../src/engine/random.js";
import { guards } from "../../../src/model/auth/guard/index.js";

const RETRIES = 3;
const PER_SECOND = 20;

/** Requests over time; the service fails all calls from 60 to 120 s. Calls a second, by the second. */
function callsOf(name: string, seed = 1, until = 600): number[] {
  const guard = guards.create(name, {});
  const random = new Random(seed).stream("guard");
  const calls = new Array<number>(until).fill(0);
  for (let request = 0; request < until * PER_SECOND; request++) {
    const now = request / PER_SECOND;
    const isDown = now >= 60 && now < 120;
    let goesOn = guard.mayCall(now, random);
    for (let tries = 0; goesOn; tries++) {
      calls[Math.floor(now)]! += 1;
      if (isDown) guard.failed(now, now);
      else guard.succeeded(now, now);
      goesOn = isDown && tries < RETRIES && guard.mayRetry(now, random);
    }
  }
  return calls;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe.each(guards.names)("guard %s", (name) => {
  const calls = callsOf(name);

  test("lets every request of a service that is well through, once", () => {
    expect(calls.slice(0, 60)).toEqual(new Array(60).fill(PER_SECOND));
  });

  test("adds no call of its own while the service fails", () => {
    const most = PER_SECOND * (1 + RETRIES);
    expect(Math.max(...calls)).toBeLessThanOrEqual(most);
    if (name !== "none") expect(sum(calls.slice(60, 120))).toBeLessThan(0.75 * 60 * most);
  });

  test("lets a service that is well again be called", () => {
    expect(sum(calls.slice(420)) / (180 * PER_SECOND)).toBeGreaterThan(0.95);
  });

  test("is the seed's, and nothing else's", () => {
    expect(callsOf(name)).toEqual(calls);
  });
});
