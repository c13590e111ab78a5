/**
 * OpenSMTPD: tries on a grid of 400 k² s after the message's creation. A route whose connections fail rests for 15 p²
 * s, p being its penalty. A success makes all deferred mail of its domain due at once (mta_session.c:1045, mta.c:174).
 * Real thing: scheduler_ramqueue.c, mta.c, limit.c, smtpd.h. Left out: the pause of 5 s between two connections of a
 * route. Unverified: that an address which cannot be reached leads to the next one in the same attempt.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive, type Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import type { Destination, Herd } from "../vocabulary/retry-profile.js";
import { byAddress } from "./by-address.js";
import { connectionOptions, senderOf, within } from "./connection-defaults.js";

const options = z.strictObject({
  lifetime: positive(duration).prefault("4d"),
  // 5 connections per route, 100 mails per connection; I/O timeout 300 s.
  ...connectionOptions({ connections: 5, messages: 100, connect: "5min", banner: "5min", response: "5min" }),
});

export const opensmtpd = choice({
  name: "opensmtpd",
  summary:
    "400 k² s after the message's birth, for 4 d; a route that fails rests for 15 s, 1 min, 135 s …; a success makes all due; the next address in the same attempt unverified",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay(message) {
        const step = Math.floor(Math.sqrt(message.age / 400)) + 1;
        return within(chosen.lifetime, message, 400 * step ** 2 - message.age);
      },
      reaction: (failure) =>
        failure === "connect timeout" || failure === "connection refused" ? "destination" : "message",
      destination(_phase, addresses) {
        const domain = new DeferredMail();
        return byAddress(addresses, () => new Route(chosen.connections, domain));
      },
    }),
});

/** mta.c:174: a domain's list of deferred mail is forgotten when nothing has been deferred for four hours. */
const REMEMBERED: Seconds = 4 * 3600;

class DeferredMail implements Herd {
  private deferredAt = Number.NEGATIVE_INFINITY;

  holds(_failure: Failure | "suspended", now: Seconds): boolean {
    this.deferredAt = now;
    return true;
  }

  released(now: Seconds): "all" | "none" {
    return now - this.deferredAt <= REMEMBERED ? "all" : "none";
  }
}

/**
 * mta.c: disabled for 15 p² s, at most an hour; the penalty grows with each failure and falls when it is tried again.
 */
class Route implements Destination {
  resumesAt = 0;
  private penalty = 0;

  constructor(
    readonly window: number,
    readonly herd: Herd,
  ) {}

  delivered(): void {
    this.penalty = 0;
  }

  failed(now: Seconds): void {
    if (this.resumesAt > now) return;
    if (this.resumesAt > 0) this.penalty = Math.max(0, this.penalty - 1);
    this.penalty += this.resumesAt > 0 ? 2 : 1;
    this.resumesAt = now + Math.min(3600, 15 * this.penalty ** 2);
  }

  idle(): void {}
}
