/** What a scenario may say of the central authentication service and of the services that call it. */

import { z } from "zod";
import { distributionOf } from "../../engine/distribution/index.js";
import { moment } from "../../schema/moment.js";
import { each, perSystem, servers } from "../../schema/per-system.js";
import { duration, fraction, positive, rate } from "../../schema/quantity.js";
import { guards } from "./guard/index.js";

const count = z.number().int().positive();

export const callerName = z.string().regex(/^[a-z][a-z0-9-]*$/, "a lower-case name: letters, digits and hyphens");

const caller = z.strictObject({
  name: callerName,
  /** New requests of its users, at full demand. */
  rate: perSystem(rate).optional(),
  /** Or: the intake itself. Its requests are the SMTP sessions that reach AUTH, or the API's requests. */
  for: z.enum(["smtp", "api"]).optional(),
  /** How long it waits for an answer. */
  timeout: positive(duration).prefault("10s"),
  /** Tries after the first one. */
  retries: each(z.number().int().nonnegative().max(250)).default(1),
  /** From a failure to the next try. */
  retryDelay: distributionOf(duration).prefault({ shape: "uniform", from: "1s", to: "3s" }),
  /** What keeps the caller from calling a service that is in trouble. */
  guard: guards.schema("kind").prefault("none"),
  /** After a timeout the service still serves the call, or learns that its caller has left and does not begin it. */
  afterTimeout: z.enum(["serve", "cancel"]).default("serve"),
  /** Share of requests that the caller answers from its own memory, without a call. */
  cached: fraction.prefault(0),
  /** Share of requests with a wrong password. They are answered, and never from a cache. None by default. */
  wrongPasswords: fraction.optional(),
});

/** Demand over the day: a share of every caller's rate, linear between the points, constant before and after them. */
const demand = z.array(z.strictObject({ at: moment, share: fraction })).default([]);

export const authOptions = z
  .strictObject({
    /** Calls in service at once. */
    workers: servers(count).default(16),
    /** Time of a call in a worker. Guess: no figure is published. */
    service: distributionOf(duration).prefault({ shape: "exponential", mean: "130ms" }),
    /** Calls that may wait; one more is refused at once. */
    queue: z.union([z.literal("unbounded"), perSystem(z.number().int().nonnegative())]).default("unbounded"),
    discipline: z.enum(["fifo", "lifo"]).default("fifo"),
    /** A worker skips calls whose caller has left. */
    dropExpired: z.boolean().default(false),
    /** Customers behind all requests; a few of them make most (Zipf's law with exponent 1). */
    tenants: perSystem(count).default(100_000),
    /** A call cycle: some calls need another service, which calls this one again, while they keep their worker. */
    nested: z
      .strictObject({
        /** The service in between. */
        via: callerName.default("directory"),
        probability: fraction,
        /** Behind all waiting calls, or ahead of them, as where internal traffic has a queue of its own. */
        queue: z.enum(["behind", "ahead"]).optional(),
        /** After this time the first call goes on without the second. */
        timeout: positive(duration).prefault("10s"),
      })
      .optional(),
    /** A request answered within this time counts as fast, for a latency objective. */
    target: positive(duration).optional(),
    /** A look-aside cache of good answers, one entry per customer, for all callers. */
    cache: z.strictObject({ lifetime: positive(duration).prefault("5min") }).optional(),
    callers: z.array(caller).min(1).max(200),
    demand,
  })
  .superRefine(({ callers }, context) => {
    const refuse = (index: number, key: string, message: string) =>
      context.addIssue({ code: "custom", path: ["callers", index, key], message });
    for (const [index, one] of callers.entries()) {
      const before = callers.slice(0, index);
      if (before.some(({ name }) => name === one.name)) refuse(index, "name", `a second caller "${one.name}"`);
      if ((one.rate === undefined) === (one.for === undefined))
        refuse(index, "rate", "expected either a rate, or for: smtp or api, whose requests come from the senders");
      if (one.for !== undefined && before.some((other) => other.for === one.for))
        refuse(index, "for", `two callers with \`for: ${one.for}\`, but the intake logs in through one`);
    }
  });

export type AuthOptions = z.output<typeof authOptions>;
export type CallerOptions = AuthOptions["callers"][number];

/** What a deploy changes, and what a rollback takes back. */
export const deployOptions = z.strictObject({
  /** The service's time per call from now on. */
  service: distributionOf(duration).optional(),
  /** Calls that one caller makes on top of its own. */
  adds: z.strictObject({ caller: callerName, rate: perSystem(rate) }).optional(),
  /** The added load comes evenly over this time. */
  rollout: duration.prefault("0s"),
});
