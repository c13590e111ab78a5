/**
 * Exim with its default retry rule `* * F,2h,15m; G,16h,1h,1.5; F,4d,6h` and a queue runner that acts only when it
 * runs. Real thing: retry.c:763-885, configure.default:943. After a host error no message tries that host before the
 * host's next time. The first success sends the messages that wait for the host down its connection (transport.c:1759).
 * Left out: the own clock of per-message retry records; the message's age takes its place.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive, type Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import type { AddressRules, Destination, Herd, Postponed, RetryProfile } from "../vocabulary/retry-profile.js";
import { byAddress } from "./by-address.js";
import { untilRun } from "./queue-runs.js";

const MINUTE = 60;
const HOUR = 3600;

const options = z.strictObject({
  queueRun: positive(duration).prefault("30min"),
  lifetime: positive(duration).prefault("4d"),
  /** globals.c:1397 connection_max_messages. */
  messagesPerConnection: z.number().int().positive().default(500),
  /** globals.c:1211 and 1132: no limit per destination; each new message is tried at once by a process of its own. */
  connections: z.number().int().positive().default(20),
  connectTimeout: positive(duration).prefault("5min"),
  commandTimeout: positive(duration).prefault("5min"),
  finalTimeout: positive(duration).prefault("10min"),
});

type EximOptions = z.output<typeof options>;

export const exim = choice({
  name: "exim",
  summary:
    "every 15 min for 2 h, then from 1 h by 1.5 to 16 h, then every 6 h; acts at queue runs; one retry time per host; connections assumed",
  options,
  create: (chosen): RetryProfile => ({
    nextDelay: (message) => nextDelay(chosen, message),
    reaction: (failure) => (messageOnly.has(failure) ? "message" : "destination"),
    destination: (_phase, addresses) => byAddress(addresses, () => new HostRecord(chosen.connections)),
    queue: "spool",
    patience: { connect: chosen.connectTimeout, banner: chosen.commandTimeout, dot: chosen.finalTimeout },
    connection: { messages: chosen.messagesPerConnection, pipelining: true },
    addresses,
  }),
});

/**
 * transports/smtp.c, smtp_transport_entry(): on to the next host as long as a recipient is deferred; hosts_max_try 5.
 */
const addresses: AddressRules = {
  most: 5,
  sessions: Number.POSITIVE_INFINITY,
  goesOn: (failure) => failure !== "rejected",
};

/**
 * transports/smtp.c:6247-6272: errors to MAIL, DATA and the final dot, and a timeout after it, are the message's own.
 */
const messageOnly: ReadonlySet<Failure> = new Set([
  "transaction 4xx",
  "transaction 421",
  "rejected",
  "response timeout",
]);

function nextDelay(options: EximOptions, message: Postponed): Seconds | "give up" {
  if (message.age >= options.lifetime) return "give up";
  if (message.resumesAt > message.now) return untilRun(options.queueRun, message, message.resumesAt);
  message.interval = nextInterval(message.age, message.interval);
  return untilRun(options.queueRun, message, message.now + message.interval);
}

/**
 * retry.c:763-836 for the default rule: the wait after a failure `age` after the first one. The rule takes the shorter
 * of the last interval asked for and the gap that came of it; queue runs only lengthen, so that is the one asked for.
 */
function nextInterval(age: Seconds, last: Seconds): Seconds {
  if (age <= 2 * HOUR) return 15 * MINUTE;
  if (age > 16 * HOUR) return 6 * HOUR;
  return last < HOUR ? HOUR : 1.5 * last;
}

/** The database of messages that wait for a host. An error that concerns one message leaves no note in it. */
const waitingForHost: Herd = {
  holds: (failure) => failure === "suspended" || !messageOnly.has(failure),
  released: () => "next",
};

/**
 * One record of the retry database: when the host first failed, and when it may be tried again, by one connection at a
 * time.
 */
class HostRecord implements Destination {
  window: number;
  resumesAt = 0;
  readonly herd = waitingForHost;
  private firstFailedAt = -1;
  private interval = 0;

  constructor(private readonly connections: number) {
    this.window = connections;
  }

  delivered(): void {
    this.window = this.connections;
    this.firstFailedAt = -1;
    this.interval = 0;
    this.resumesAt = 0;
  }

  failed(now: Seconds): void {
    if (this.resumesAt > now) return;
    this.window = 1;
    if (this.firstFailedAt < 0) this.firstFailedAt = now;
    this.interval = nextInterval(now - this.firstFailedAt, this.interval);
    this.resumesAt = now + this.interval;
  }

  /** The database outlives the queue. */
  idle(): void {}
}
