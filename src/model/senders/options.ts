/** What a scenario may say of a population of senders. */

import { z } from "zod";
import { distributionOf } from "../../engine/distribution/index.js";
import { each, fluid, perSystem } from "../../schema/per-system.js";
import { duration, fraction, positive, rate, size } from "../../schema/quantity.js";
import { arrivalPatterns } from "./arrival/index.js";

const count = z.number().int().positive();

/** Deadlines that replace those of the retry profile. */
const timeouts = z.strictObject({
  connect: positive(duration).optional(),
  banner: positive(duration).optional(),
  /** For the replies to EHLO, STARTTLS, AUTH, MAIL, RCPT and DATA. */
  command: positive(duration).optional(),
  response: positive(duration).optional(),
});

/** @param retry the schema of the retry profiles, handed in by the scenario's schema */
export function senderOptions<Retry extends z.ZodType>(retry: Retry) {
  return z
    .strictObject({
      name: z.string().regex(/^[a-z][a-z0-9-]*$/, "a lower-case name: letters, digits and hyphens"),
      protocol: z.enum(["smtp", "api"]).default("smtp"),
      /** Sending machines; each has its own queue, memory and connection limits. */
      hosts: perSystem(count).default(100),
      /** New messages of the whole population. */
      rate: perSystem(rate).optional(),
      /** Or: its share of all new messages, where other populations state a rate. */
      share: fraction.optional(),
      arrivals: arrivalPatterns.schema("pattern").prefault("poisson"),
      /** Messages that one host submits at each arrival. */
      burst: each(z.number().int().positive()).default(1),
      size: distributionOf(size).prefault("30kB"),
      recipients: each(count).default(1),
      retry,
      /** Or: several kinds of senders in one population, by their shares of hosts and mail. */
      mix: z
        .array(z.strictObject({ share: fraction, retry }))
        .min(1)
        .optional(),
      timeouts: timeouts.prefault({}),
      /** Network round trip. Guess: 40 ms within a continent. */
      roundTrip: duration.prefault("40ms"),
      tls: z.boolean().default(true),
      authenticates: z.boolean().default(true),
      /** How long a client keeps an idle connection open for its next message before it quits. */
      linger: duration.prefault("0s"),
      /** Addresses of the smarthost, 1 by default. A sender tries them within an attempt as its profile says. */
      addresses: each(count).max(50).optional(),
      /** Customers of the provider behind this population. */
      tenants: fluid(count).default(1),
    })
    .refine(({ rate: own, share }) => (own === undefined) !== (share === undefined), {
      message: "either a rate or a share of all mail",
      path: ["rate"],
    })
    .refine(({ protocol, addresses }) => protocol === "smtp" || addresses === undefined, {
      message: "nothing here for protocol api: only SMTP clients go through addresses",
      path: ["addresses"],
    })
    .refine(({ mix = [] }) => mix.length === 0 || Math.abs(mix.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-6, {
      message: "shares that add up to 100%",
      path: ["mix"],
    });
}

/** Shares are of all mail: the senders with a rate must leave them more than nothing, and bring more than nothing. */
export function sharesCanBeMet(senders: readonly { rate?: number | undefined; share?: number | undefined }[]): boolean {
  const shares = senders.reduce((sum, { share = 0 }) => sum + share, 0);
  return shares === 0 || (shares < 1 && senders.some(({ rate = 0 }) => rate > 0));
}
