/** What a scenario may say of the way in: hops, each with an owner; the pools behind them; the protection before them. */

import { z } from "zod";
import { distributionOf } from "../../engine/distribution/index.js";
import { moment } from "../../schema/moment.js";
import { fluid, perSystem } from "../../schema/per-system.js";
import { duration, fraction, positive, rate, throughput } from "../../schema/quantity.js";
import { attacks } from "./attack/index.js";
import { attackShapes } from "./attack/shape/index.js";
import { falsePositives } from "./false-positives/index.js";

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, "a lower-case name: letters, digits and hyphens");

/** Who runs a hop, and so who can look into it. */
const owner = z.enum(["ours", "provider"]);

const unlimited = z.literal("unlimited");

/** Front ends behind one address: what a client resolves, and an attack is aimed at. */
const pool = z.strictObject({
  name,
  dataCentre: name.default("main"),
  /** Of the clients, and of every capacity of the way in. */
  share: fraction,
});

/** One rule of the device: whom it stops of those it should, and whom of those it should not. */
const countermeasure = z.strictObject({
  against: z.array(z.enum(["volumetric", "syn-flood", "layer-7", "slow"])).min(1),
  /** Share of the attack that it stops, where the signature is known. */
  truePositive: fraction.prefault("95%"),
  /** Share of good connections that it stops: one figure, or straight between points in time. */
  falsePositive: z.union([fraction, z.array(z.strictObject({ at: moment, share: fraction })).min(1)]).default(0),
  pattern: falsePositives.schema("pattern").prefault("iid"),
  /** Where a client feels it: its SYNs are not answered, or its TLS handshake gets stuck. */
  harms: z.enum(["tcp", "tls"]).default("tcp"),
});

const profile = z.strictObject({ countermeasures: z.array(countermeasure).max(20).default([]) });

/** The provider's protection against attacks, on the way to the data centre. */
const mitigation = z.strictObject({
  owner: owner.default("provider"),
  /** It stands in the way from the start; else it is put there when an attack has been dealt with. */
  enabled: z.boolean().default(false),
  profile: name.default("standard"),
  profiles: z.record(name, profile).default({ standard: { countermeasures: [] } }),
  /** An attack of known signature is met without people. Guess: seconds. */
  automatic: distributionOf(duration).prefault("20s"),
  /** What people at the provider need to see what an unknown attack is, and then to act on it. */
  identify: distributionOf(duration).prefault({ shape: "uniform", from: "35min", to: "50min" }),
  deploy: distributionOf(duration).prefault({ shape: "uniform", from: "5min", to: "15min" }),
  /** How long after an attack a device that was put in the way for it stays there. */
  stays: duration.prefault("1h"),
});

export const edgeOptions = z
  .strictObject({
    pools: z
      .array(pool)
      .min(1)
      .max(50)
      .default([{ name: "main", dataCentre: "main", share: 1 }]),
    internet: z
      .strictObject({
        /** Packets lost on any network, attack or not. Guess. */
        loss: fraction.prefault("0.01%"),
      })
      .prefault({}),
    mitigation: mitigation.prefault({}),
    /** The router or firewall at the border of the data centre. */
    device: z
      .strictObject({
        owner: owner.default("ours"),
        bandwidth: z.union([unlimited, perSystem(positive(throughput))]).default("unlimited"),
        packets: z.union([unlimited, perSystem(positive(rate))]).default("unlimited"),
      })
      .prefault({}),
    balancer: z
      .strictObject({
        owner: owner.default("provider"),
        requests: z.union([unlimited, perSystem(positive(rate))]).default("unlimited"),
        /** Open at once, counting an attack's alone: good connections find the table full, but do not fill it. */
        connections: z.union([unlimited, fluid(z.number().int().positive())]).default("unlimited"),
      })
      .prefault({}),
  })
  .superRefine(({ pools, mitigation: { profile: chosen, profiles } }, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const total = pools.reduce((sum, { share }) => sum + share, 0);
    if (Math.abs(total - 1) > 1e-6) refuse(["pools"], "shares that add up to 100%");
    for (const [index, one] of pools.entries())
      if (pools.findIndex((other) => other.name === one.name) < index)
        refuse(["pools", index, "name"], `a second pool "${one.name}"`);
    if (!(chosen in profiles))
      refuse(["mitigation", "profile"], `one of the profiles: ${Object.keys(profiles).join(", ")}`);
    for (const [name, { countermeasures }] of Object.entries(profiles))
      for (const [index, { falsePositive, pattern }] of countermeasures.entries()) {
        const { most = 1 } = falsePositives.make(pattern);
        const rates = Array.isArray(falsePositive) ? falsePositive.map(({ share }) => share) : [falsePositive];
        if (Math.max(...rates) <= most) continue;
        const path = ["mitigation", "profiles", name, "countermeasures", index, "falsePositive"];
        refuse(path, `at most ${100 * most} %, the share of a burst, or bursts with a larger share`);
      }
  });

export type EdgeOptions = z.output<typeof edgeOptions>;
export type PoolOptions = EdgeOptions["pools"][number];
export type Countermeasure = EdgeOptions["mitigation"]["profiles"][string]["countermeasures"][number];

/** What somebody sends at the way in. */
export const attackOptions = z.strictObject({
  traffic: attacks.schema("kind"),
  /** How strong it is while it lasts. */
  shape: attackShapes.schema("form").prefault("steady"),
  /** Pools or data centres by name; all when it names none. */
  targets: z.array(name).default([]),
  /** Of good clients, those behind an address that attacks as well (a shared gateway): the device stops them with it. */
  sources: z.strictObject({ shared: fraction.default(0) }).prefault({}),
  /** Known: met by the device itself. Unknown: people have to identify it first. */
  signature: z.enum(["known", "unknown"]).default("unknown"),
  /** From nothing to full strength. */
  rise: duration.prefault("0s"),
});

export type AttackOptions = z.output<typeof attackOptions>;

/** What people do to the device. */
export const mitigationOptions = z.strictObject({
  /** In the way of all pools, or of none. */
  turn: z.enum(["on", "off"]).optional(),
  /** Countermeasures from now on. */
  profile: name.optional(),
});

export type MitigationOrder = z.output<typeof mitigationOptions>;

/** Clients of these pools, or of all pools of these data centres, are led to the others, by the others' shares. */
export const failoverOptions = z.strictObject({
  from: z.array(name).min(1),
  /** Until the last client has followed: the lifetime of DNS records. */
  over: duration.prefault("5min"),
});

export type FailoverOrder = z.output<typeof failoverOptions>;
