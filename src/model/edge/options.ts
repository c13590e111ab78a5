/** What a scenario may say of the edge: hops, each with an owner; the pools behind them; the protection before them. */

import { z } from "zod";
import { distributionOf } from "../../engine/distribution/index.js";
import { moment } from "../../schema/moment.js";
import { fluid, perSystem } from "../../schema/per-system.js";
import { duration, fraction, positive, rate, throughput } from "../../schema/quantity.js";
import { attacks } from "./attack/index.js";
import { attackShapes } from "./attack/shape/index.js";
import { falsePositives } from "./false-positives/index.js";

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, "a lower-case name: letters, digits and hyphens");

/** Who runs a hop. Only its owner can look into it. */
const owner = z.enum(["ours", "provider"]);

const unlimited = z.literal("unlimited");

/** Front ends behind one address: the address that a client resolves, and that an attack is aimed at. */
const pool = z.strictObject({
  name,
  dataCentre: name.default("main"),
  /** Its share of the clients, and of every capacity of the edge. */
  share: fraction,
});

/** One rule of the device: the attacks that it stops, and the good connections that it stops by mistake. */
const countermeasure = z.strictObject({
  against: z.array(z.enum(["volumetric", "syn-flood", "layer-7", "slow"])).min(1),
  /** Share of the attack that it stops, once the signature is known. */
  truePositive: fraction.prefault("95%"),
  /** Share of good connections that it stops: one figure, or a line between points in time. */
  falsePositive: z.union([fraction, z.array(z.strictObject({ at: moment, share: fraction })).min(1)]).default(0),
  pattern: falsePositives.schema("pattern").prefault("iid"),
  /** How it harms a connection: its SYNs are not answered, or its TLS handshake hangs. */
  harms: z.enum(["tcp", "tls"]).default("tcp"),
});

const profile = z.strictObject({ countermeasures: z.array(countermeasure).max(20).default([]) });

/** The provider's protection against attacks, on the way to the data centre. */
const mitigation = z.strictObject({
  owner: owner.default("provider"),
  /** The device protects every pool from the start. Otherwise it protects a pool once an attack on it is recognised. */
  enabled: z.boolean().default(false),
  profile: name.default("standard"),
  profiles: z.record(name, profile).default({ standard: { countermeasures: [] } }),
  /** How long the device takes to recognise a known signature by itself. Guess: seconds. */
  automatic: distributionOf(duration).prefault("20s"),
  /** How long people at the provider take to identify an unknown attack, and then to deploy a countermeasure. */
  identify: distributionOf(duration).prefault({ shape: "uniform", from: "35min", to: "50min" }),
  deploy: distributionOf(duration).prefault({ shape: "uniform", from: "5min", to: "15min" }),
  /** How long a device that was deployed for an attack stays deployed after its end. */
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
        /** Packets lost on any network, without an attack. Guess. */
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
        /** Open at once. Only connections of attacks fill the table; good ones find it full, but are not counted. */
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

/** An attack on the edge. */
export const attackOptions = z.strictObject({
  traffic: attacks.schema("kind"),
  /** Its strength over time. */
  shape: attackShapes.schema("form").prefault("steady"),
  /** Pools or data centres by name; every pool when none is named. */
  targets: z.array(name).default([]),
  /**
   * The share of good clients behind an address that also attacks (a shared gateway). The device stops them as well.
   */
  sources: z.strictObject({ shared: fraction.default(0) }).prefault({}),
  /** Known: the device recognises it by itself. Unknown: people have to identify it first. */
  signature: z.enum(["known", "unknown"]).default("unknown"),
  /** How long it takes to reach full strength. */
  rise: duration.prefault("0s"),
});

/** An operation of people on the device. */
export const mitigationOptions = z.strictObject({
  /** The device protects every pool, or none. */
  turn: z.enum(["on", "off"]).optional(),
  /** The profile of countermeasures from now on. */
  profile: name.optional(),
});

/**
 * Clients of these pools, or of all pools of these data centres, move to the other pools in proportion to their shares.
 */
export const failoverOptions = z.strictObject({
  from: z.array(name).min(1),
  /** How long it takes until the last client has moved: the lifetime of DNS records. */
  over: duration.prefault("5min"),
});
