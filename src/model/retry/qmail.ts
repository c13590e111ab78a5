/**
 * qmail, notqmail: the next try is (√age + 20)² seconds after the message's creation, so that bursts return as bursts.
 * After two TCP timeouts at least 120 s apart an address rests for 64 to 97 min (by process number; here by the host's
 * phase). It tries one address after the other until one takes the connection, and no other one then. Real thing:
 * qmail-send.c, qmail-remote.c, tcpto.c. Left out: its table of 64 addresses.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive, type Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import type { Destination } from "../vocabulary/retry-profile.js";
import { byAddress } from "./by-address.js";
import { connectionOptions, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  lifetime: positive(duration).prefault("7d"),
  // concurrencyremote 20; one recipient per connection, none used again.
  ...connectionOptions({ connections: 20, messages: 1, connect: "60s", banner: "20min", response: "20min" }),
});

export const qmail = choice({
  name: "qmail",
  summary: "400 k² s after the message's birth, for 7 d; leaves an address that times out alone for over an hour",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      // A message older than its life gets one last try, which is this one.
      nextDelay: ({ age }) => (age >= chosen.lifetime ? "give up" : squared(age) - age),
      reaction: (failure) => (failure === "connect timeout" ? "destination" : "message"),
      destination(phase, addresses) {
        const skip = (60 + Math.floor(phase * 32)) * 64;
        return byAddress(addresses, () => new TimedOutAddress(chosen.connections, skip));
      },
    }),
});

/** qmail-send.c: the square of (integer root of the age + 20). */
function squared(age: Seconds): Seconds {
  return (Math.floor(Math.sqrt(age)) + 20) ** 2;
}

/** tcpto.c: only TCP timeouts count, and only those at least two minutes after the last one that counted. */
class TimedOutAddress implements Destination {
  resumesAt = 0;
  private timeouts = 0;
  private last = Number.NEGATIVE_INFINITY;

  constructor(
    readonly window: number,
    private readonly skip: Seconds,
  ) {}

  delivered(): void {
    this.timeouts = 0;
  }

  failed(now: Seconds, _busy: number, _failure: Failure): void {
    if (now - this.last < 120) return;
    this.last = now;
    this.timeouts++;
    if (this.timeouts >= 2) this.resumesAt = now + this.skip;
  }

  idle(): void {}
}
