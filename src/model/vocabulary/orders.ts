/**
 * What operations order of the parts: attacks, deploys, restarts, upgrades and the like, checked and in base units.
 * Each part declares how a scenario writes its orders; this is what comes out of it.
 */

import type { DistributionSpec } from "../../engine/distribution/index.js";
import type { Chosen } from "../../schema/catalogue.js";
import type { Fraction, PerSecond, Seconds } from "../../schema/quantity.js";
import type { SmtpCode, StageName } from "./reply.js";

/** A stage of SMTP sessions that is refused with a code, by an order and not by a cause. */
export interface DeclaredFault {
  readonly stage: StageName;
  readonly code: SmtpCode;
  /** The share of the sessions reaching the stage that it refuses. */
  readonly probability: Fraction;
}

/** What a restart does with the clients or calls that wait, and with those in service. */
export interface RestartOrder {
  /** `drop`: they lose their connections. `keep`: the listening socket is handed over, and they are served after it. */
  readonly waiting: "drop" | "keep";
  /**
   * `finish`: completed and answered first. `drop`: no reply is sent; a durable write that has begun still completes.
   */
  readonly inFlight: "finish" | "drop";
}

export interface IntakeRestartOrder extends RestartOrder {
  /** Only this front end, from 0; all where it is missing. */
  readonly node?: number;
}

export interface AuthRestartOrder extends RestartOrder {
  /** `reset`: callers learn of lost calls at once. `hang`: they learn by their timeouts. */
  readonly connections: "reset" | "hang";
}

/** A release: what it changes at the authentication service, and what a rollback takes back. */
export interface DeployOrder {
  /** The service's time per call from now on. */
  readonly service?: DistributionSpec | undefined;
  /** Calls of one caller on top of its own. */
  readonly adds?: { readonly caller: string; readonly rate: PerSecond } | undefined;
  /** The added calls begin evenly spread over this time. */
  readonly rollout: Seconds;
}

/** Traffic that is no mail, at some pools of the edge. */
export interface AttackOrder {
  readonly traffic: Chosen<"kind">;
  /** How its strength changes over time. */
  readonly shape: Chosen<"form">;
  /** Pools or data centres by name; all when it names none. */
  readonly targets: readonly string[];
  /** The share of good clients whose address attacks as well. */
  readonly sources: { readonly shared: Fraction };
  readonly signature: "known" | "unknown";
  /** From nothing to full strength. */
  readonly rise: Seconds;
}

/** A change to the mitigation device: what is missing stays as it is. */
export interface MitigationOrder {
  readonly turn?: "on" | "off" | undefined;
  readonly profile?: string | undefined;
}

/** Clients of these pools or data centres are led to the others. */
export interface FailoverOrder {
  readonly from: readonly string[];
  /** Until the last client has followed: the lifetime of DNS records. */
  readonly over: Seconds;
}

/** A defect of the storage software: what it does to a node, when it strikes, and which versions have it. */
export interface BugOrder {
  readonly mode: Chosen<"name">;
  readonly strikes: Chosen<"pattern">;
  /** The version that the cluster starts with, where missing. */
  readonly versions?: readonly string[] | undefined;
}

/** The steps that storage nodes go through, one after the other. */
export interface StorageRestartOrder {
  /** From 1; all where missing. */
  readonly nodes?: readonly number[] | undefined;
  readonly drain: Seconds;
  readonly down: Seconds;
  readonly settle: Seconds;
}

export interface UpgradeOrder extends StorageRestartOrder {
  /** All nodes at once. */
  readonly parallel: boolean;
  /** What the nodes run afterwards. */
  readonly version: string;
}
