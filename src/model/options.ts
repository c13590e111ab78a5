/** The sections of a scenario that describe the mail system, each with the schema of its part. */

import { z } from "zod";
import { authOptions, deployOptions } from "./auth/options.js";
import { deliveryOptions } from "./delivery/delivery.js";
import { attackOptions, edgeOptions, failoverOptions, mitigationOptions } from "./edge/options.js";
import { intakeOptions } from "./intake/options.js";
import { monitoringOptions } from "./monitoring/options.js";
import { operationCatalogue } from "./operations/index.js";
import { retryProfiles } from "./retry/index.js";
import { senderOptions, sharesCanBeMet } from "./senders/options.js";
import { bugOptions } from "./storage/maintenance/bug/bug-options.js";
import { restartOptions, upgradeOptions } from "./storage/maintenance/maintenance.js";
import { storageOptions } from "./storage/options.js";

export const operations = operationCatalogue({
  bug: bugOptions,
  upgrade: upgradeOptions,
  restart: restartOptions,
  deploy: deployOptions,
  attack: attackOptions,
  mitigation: mitigationOptions,
  failover: failoverOptions,
});

const off = z.literal("off");

/** Every part is optional: senders and an intake alone are a plain queue. */
export const partSchemas = {
  senders: z
    .array(senderOptions(retryProfiles.schema("profile").prefault("postfix")))
    .refine(sharesCanBeMet, { error: "shares of all mail below 100%, beside senders that state a rate" })
    .default([]),
  edge: z.union([off, edgeOptions]).default("off"),
  intake: intakeOptions.prefault({}),
  auth: z.union([off, authOptions]).default("off"),
  storage: z.union([off, storageOptions]).default("off"),
  delivery: z.union([off, deliveryOptions]).default("off"),
  monitoring: monitoringOptions.prefault({}),
  operations: z.array(operations.schema("do")).default([]),
};

export type SystemOptions = { [key in keyof typeof partSchemas]: z.output<(typeof partSchemas)[key]> };
export type SenderOptions = SystemOptions["senders"][number];
