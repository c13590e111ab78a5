/**
 * How much ordinary work each station of a system is offered, in Erlangs (servers kept busy): rate times mean holding
 * time. An estimate from what the scenario says, before any run: the peak of demand and every release, but no outage,
 * no retries and no waiting. Little's law; SMTP sessions hold a slot for their round trips, stages, login and idle
 * time.
 */

import { type DistributionSpec, makeDistribution } from "../../engine/distribution/index.js";
import type { Seconds } from "../../schema/quantity.js";
import type { SenderOptions, SystemOptions } from "../options.js";
import { totalRate } from "../senders/shares.js";
import type { DeployOrder } from "../vocabulary/orders.js";
import { expectedLogins } from "./build-auth.js";
import type { Protocol } from "./logins.js";

/** Per station, by the option that says how many servers it has. Stations that are not here have an unknown load. */
export function offeredLoads(options: SystemOptions): ReadonlyMap<string, number> {
  const { intake } = options;
  return new Map([
    ["auth.workers", authLoad(options)],
    ["intake.sessions", intakeLoad(options, "smtp") / intake.nodes],
    ["intake.api.workers", intakeLoad(options, "api") / intake.nodes],
  ]);
}

function authLoad({ auth, senders, operations }: SystemOptions): number {
  if (auth === "off") return 0;
  const deploys = operations.filter((one) => one.do === "deploy") as unknown as DeployOrder[];
  const peak = auth.demand.length === 0 ? 1 : Math.max(...auth.demand.map(({ share }) => share));
  const logins = expectedLogins(senders);
  const own = auth.callers.map((one) => (one.for === undefined ? (one.rate ?? 0) * peak : logins[one.for]));
  const added = deploys.map(({ adds }) => (adds?.rate ?? 0) * peak);
  const services = [auth.service, ...deploys.flatMap(({ service }) => service ?? [])];
  // A nested call keeps the worker of its first call, and takes one of its own.
  const calls = 1 + 2 * (auth.nested?.probability ?? 0);
  return sum([...own, ...added]) * Math.max(...services.map(mean)) * calls;
}

function intakeLoad(options: SystemOptions, protocol: Protocol): number {
  const total = totalRate(options.senders);
  const speaking = options.senders.filter((one) => one.protocol === protocol);
  return sum(speaking.map((one) => (one.rate ?? (one.share ?? 0) * total) * holdingTime(options, one)));
}

/** Connect, banner, EHLO, STARTTLS, its handshake, AUTH, MAIL, DATA, the message, QUIT. */
const ROUND_TRIPS = 10;

/** Of a session, or of an API request. */
function holdingTime(options: SystemOptions, sender: SenderOptions): Seconds {
  const { intake, auth, storage } = options;
  const login = auth !== "off" && sender.authenticates ? mean(auth.service) : 0;
  const store = storage === "off" ? 0 : storage.replica.network + storage.replica.cpu;
  if (sender.protocol === "api") return mean(intake.api.service) + login + store;
  const stages = sum(Object.values(intake.stages).map(mean));
  return ROUND_TRIPS * sender.roundTrip + stages + login + store + sender.linger;
}

function mean(spec: DistributionSpec): number {
  return makeDistribution(spec).mean;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
