/** What is told of authentication: the service, its cache, and each caller, `auth.callers.<name>`. */

import { counter, histogram, level } from "../../metrics/declaration.js";
import { FROM_SCENARIO, family } from "../../metrics/family.js";

export const authMetrics = {
  offered: counter("auth.offered", { title: "requests that need auth" }),
  goodput: counter("auth.goodput", { title: "requests answered by auth in time" }),
  failed: counter("auth.failed", { title: "requests that failed at auth", of: "auth.offered" }),
  timeouts: counter("auth.timeouts", { title: "calls to auth that timed out", of: "auth.calls" }),
  retries: counter("auth.retries", { title: "calls to auth made again", of: "auth.calls" }),
  latency: histogram("auth.latency", { title: "time to an answer of auth, retries included", unit: "s" }),
  fast: counter("auth.fast", { title: "requests answered within the target", of: "auth.offered" }),
  busy: level("auth.busy", { title: "auth workers in use", unit: "1" }),
  queue: level("auth.queue", { title: "calls waiting for an auth worker", unit: "1" }),
  calls: counter("auth.calls", { title: "calls to auth" }),
  served: counter("auth.calls.served", { title: "calls served" }),
  wasted: counter("auth.calls.wasted", { title: "calls served after their caller had left" }),
  refused: counter("auth.calls.refused", { title: "calls refused" }),
  dropped: counter("auth.calls.dropped", { title: "calls dropped from the queue" }),
  tenantsAffected: level("auth.tenants.affected", { title: "customers with a failed request", unit: "fraction" }),
  cacheLookups: counter("auth.cache.lookups", { title: "looks into the cache" }),
  cacheHits: counter("auth.cache.hits", { title: "cache hits", of: "auth.cache.lookups" }),
  callerOffered: family("auth.callers.*.offered", FROM_SCENARIO, (name, caller) =>
    counter(name, { title: `requests: ${caller}` }),
  ),
  callerGoodput: family("auth.callers.*.goodput", FROM_SCENARIO, (name, caller) =>
    counter(name, { title: `requests answered: ${caller}` }),
  ),
  callerFailed: family("auth.callers.*.failed", FROM_SCENARIO, (name, caller) =>
    counter(name, { title: `requests failed: ${caller}` }),
  ),
  callerLeft: family("auth.callers.*.left", FROM_SCENARIO, (name, caller) =>
    counter(name, { title: `sessions gone before their answer: ${caller}` }),
  ),
  callerDenied: family("auth.callers.*.denied", FROM_SCENARIO, (name, caller) =>
    counter(name, { title: `wrong passwords: ${caller}` }),
  ),
};
