/** What profiles have in common: options of connections, and schedules that are lists of waits. */

import { z } from "zod";
import { duration, positive, type Seconds } from "../../schema/quantity.js";
import type { Failure } from "../vocabulary/reply.js";
import type { AddressRules, Postponed, RetryProfile } from "../vocabulary/retry-profile.js";
import { OpenDestination } from "./open-destination.js";

/** The shortest wait: a retry happens after its failure, never at the same instant. */
export const SHORTEST: Seconds = 1e-3;

/** Failures of an address that was not reached at all. */
export const UNREACHED: readonly Failure[] = ["connect timeout", "connection refused"];

/** Failures before the first transaction. */
export const BEFORE_MAIL: readonly Failure[] = [
  ...UNREACHED,
  "banner 421",
  "banner 4xx",
  "banner timeout",
  "tls",
  "auth",
  "connection lost",
];

/**
 * Tries one address after the other, after these failures. RFC 5321, 5.1, asks that all be tried. Guess, unless a
 * profile says otherwise: a client that was reached and refused does not go on.
 */
export function everyAddress(
  after: readonly Failure[],
  most = Number.POSITIVE_INFINITY,
  sessions = Number.POSITIVE_INFINITY,
): AddressRules {
  const failures = new Set(after);
  return { most, sessions, goesOn: (failure) => failures.has(failure) };
}

interface ConnectionDefaults {
  readonly connections: number;
  readonly messages: number;
  readonly connect: string;
  readonly banner: string;
  readonly response: string;
}

/** The options that every sender has, with its own defaults. */
export function connectionOptions({ connections, messages, connect, banner, response }: ConnectionDefaults) {
  return {
    /** Most connections at once, per host. */
    connections: z.number().int().positive().default(connections),
    messagesPerConnection: z.number().int().positive().default(messages),
    connectTimeout: positive(duration).prefault(connect),
    bannerTimeout: positive(duration).prefault(banner),
    responseTimeout: positive(duration).prefault(response),
  };
}

interface ConnectionSettings {
  readonly connections: number;
  readonly messagesPerConnection: number;
  readonly connectTimeout: Seconds;
  readonly bannerTimeout: Seconds;
  readonly responseTimeout: Seconds;
}

/** A sender without a memory of its destination, unless `own` has one. */
export function senderOf(
  settings: ConnectionSettings,
  own: Pick<RetryProfile, "nextDelay"> & Partial<RetryProfile> & { readonly pipelining?: boolean },
): RetryProfile {
  const { connections, messagesPerConnection: messages } = settings;
  const { pipelining = false, ...rest } = own;
  return {
    reaction: () => "message",
    destination: () => new OpenDestination(connections),
    queue: "spool",
    patience: { connect: settings.connectTimeout, banner: settings.bannerTimeout, dot: settings.responseTimeout },
    connection: { messages, pipelining },
    addresses: everyAddress(UNREACHED),
    ...rest,
  };
}

/** Waits before the first, second, … retry; the last one repeats. */
export function ladder(waits: readonly Seconds[], failures: number): Seconds {
  return waits[Math.min(failures, waits.length) - 1] ?? SHORTEST;
}

/** Gives up when the next attempt would come after the end of the message's life. */
export function within(lifetime: Seconds, { age }: Postponed, delay: Seconds): Seconds | "give up" {
  return age + delay > lifetime ? "give up" : delay;
}

/** `m(2, 5)`: minutes in seconds. */
export function minutes(...values: readonly number[]): Seconds[] {
  return values.map((value) => value * 60);
}
