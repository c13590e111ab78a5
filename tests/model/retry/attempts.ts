/** When a profile tries a message again: every attempt fails at once, the destination is as the caller says. */
import { Random } from "../../../src/engine/random.js";
import type { Failure } from "../../../src/model/vocabulary/reply.js";
import type { Postponed, RetryProfile } from "../../../src/model/vocabulary/retry-profile.js";

export interface Attempts {
  readonly phase?: number;
  /** At most so many. */
  readonly most?: number;
  /** How each attempt fails; the destination hears of it when the profile says so. */
  readonly failure?: Failure;
  readonly seed?: number;
}

/** Ages in seconds, from the first failure at 0 on. */
export function attemptAges(profile: RetryProfile, attempts: Attempts = {}): number[] {
  const { phase = 0, most = 10_000, failure = "transaction 4xx", seed = 1 } = attempts;
  const stream = new Random(seed).stream("test");
  const destination = profile.destination(phase);
  const message: Postponed = { now: 0, age: 0, failures: 0, interval: 0, phase, failure, resumesAt: 0 };
  const ages: number[] = [];
  while (ages.length < most) {
    message.failures++;
    if (profile.reaction(failure) === "destination") destination.failed(message.now, 1, failure);
    message.resumesAt = destination.resumesAt;
    const delay = profile.nextDelay(message, stream);
    if (delay === "give up") break;
    message.now += delay;
    message.age = message.now;
    ages.push(message.age);
  }
  return ages;
}
