/**
 * ZoneMTA: a list of waits, 17 retries in 48 h. A destination that times out rests for 15 min, one that refuses for 2
 * min. Any connection that opens clears the block, so a 421 banner does not block. Blocks are kept per address; a
 * message that was put off keeps its time when its block is cleared. Real thing: lib/sender.js, config/default.js.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import type { Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import type { Destination } from "../vocabulary/retry-profile.js";
import { byAddress } from "./by-address.js";
import { connectionOptions, everyAddress, ladder, minutes, senderOf, UNREACHED } from "./connection-defaults.js";

const WAITS = minutes(5, 7, 8, 25, 75, 120, 240);

const options = z.strictObject({
  retries: z.number().int().nonnegative().default(17),
  // 5 connections per domain, 100 messages each; after the greeting nodemailer's idle timer of 600 s.
  ...connectionOptions({ connections: 5, messages: 100, connect: "5min", banner: "2min", response: "10min" }),
});

export const zonemta = choice({
  name: "zonemta",
  summary: "5, 7, 8, 25, 75, 120 min, then every 4 h, 17 retries; blocks destinations that do not connect",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay({ failures, now, resumesAt }) {
        if (failures > chosen.retries) return "give up";
        return Math.max(ladder(WAITS, failures), resumesAt - now);
      },
      reaction: (failure) =>
        failure === "connect timeout" || failure === "connection refused" ? "destination" : "message",
      destination: (_phase, addresses) => byAddress(addresses, () => new Block(chosen.connections)),
      // Also an address that takes the connection and says nothing; one that says 421 ends the attempt.
      addresses: everyAddress([...UNREACHED, "banner timeout", "connection lost"]),
    }),
});

class Block implements Destination {
  resumesAt = 0;

  constructor(readonly window: number) {}

  delivered(): void {
    this.resumesAt = 0;
  }

  failed(now: Seconds, _busy: number, failure: Failure): void {
    this.resumesAt = now + (failure === "connect timeout" ? 900 : 120);
  }

  idle(): void {}
}
