/**
 * Exchange on premises. A next hop that cannot be reached makes its whole queue wait: four times 1 min, six times 5
 * min, then 10 min. A 4xx to one message makes that message wait for 15 min. Source: Microsoft, "Message retry,
 * resubmit, and expiration intervals". Unverified: reactions to a 421 banner, to silence after accept, TLS and AUTH
 * failures; that all addresses are tried before the queue waits; connections and timeouts. Left out: resubmission, Edge
 * servers.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive, type Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import type { Destination } from "../vocabulary/retry-profile.js";
import { BEFORE_MAIL, connectionOptions, everyAddress, ladder, minutes, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  /** MessageRetryInterval: 15 min since 2013, 1 min in 2010. */
  messageRetry: positive(duration).prefault("15min"),
  lifetime: positive(duration).prefault("2d"),
  // MaxPerDomainOutboundConnections 20 and the timeouts of 10 min are unverified; connect: the kernel's.
  ...connectionOptions({ connections: 20, messages: 20, connect: "127s", banner: "10min", response: "10min" }),
});

export const exchange = choice({
  name: "exchange",
  summary:
    "4 × 1 min, 6 × 5 min, then 10 min per next hop; 15 min per message; 2 d; documentation; reactions to 421 and AUTH, connections, timeouts unverified",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ age, now, resumesAt }) {
        if (age >= chosen.lifetime) return "give up";
        return resumesAt > now ? resumesAt - now : chosen.messageRetry;
      },
      reaction: (failure) => (messageOnly.has(failure) ? "message" : "destination"),
      destination: () => new NextHop(chosen.connections),
      addresses: everyAddress(BEFORE_MAIL),
      pipelining: true,
    }),
});

const messageOnly: ReadonlySet<Failure> = new Set([
  "transaction 4xx",
  "transaction 421",
  "rejected",
  "response timeout",
  "tls",
]);

/** Glitch retries, transient failure retries, then the outbound connection failure retry interval. */
const LADDER = minutes(1, 1, 1, 1, 5, 5, 5, 5, 5, 5, 10);

class NextHop implements Destination {
  resumesAt = 0;
  private failures = 0;

  constructor(readonly window: number) {}

  delivered(): void {
    this.failures = 0;
  }

  failed(now: Seconds): void {
    if (this.resumesAt > now) return;
    this.failures++;
    this.resumesAt = now + ladder(LADDER, this.failures);
  }

  idle(): void {}
}
