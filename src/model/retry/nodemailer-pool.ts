/**
 * nodemailer's connection pool: five connections of 100 messages each. An error goes to the application, which here
 * forgets the message. A connection that was accepted and closed before its banner is different: it is tried again
 * after 50 ms, without end unless `maxRequeues` limits it. A middle box can start that loop. Real thing:
 * smtp-pool/index.js, smtp-connection/index.js.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { connectionOptions, everyAddress, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  maxRequeues: z.union([z.literal("unlimited"), z.number().int().nonnegative()]).default("unlimited"),
  ...connectionOptions({ connections: 5, messages: 100, connect: "120s", banner: "30s", response: "10min" }),
});

const REQUEUE = 0.05;

export const nodemailerPool = choice({
  name: "nodemailer-pool",
  summary: "no retry, but 50 ms after a connection that closed before its banner, without end",
  options,
  create: (chosen) => {
    const most = chosen.maxRequeues === "unlimited" ? Number.POSITIVE_INFINITY : chosen.maxRequeues;
    return senderOf(chosen, {
      nextDelay: ({ failure, failures }) => (failure === "connection lost" && failures <= most ? REQUEUE : "give up"),
      queue: "none",
      // A connection that fails is the application's error.
      addresses: everyAddress([]),
    });
  },
});
