/** Builds the storage of a scenario: the cluster, and the window in which requests are simulated one by one. */

import { formatDuration } from "../../schema/format.js";
import { secondsAt } from "../../schema/moment.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { SystemOptions } from "../options.js";
import type { StorageOptions } from "../storage/options.js";
import { StorageCluster } from "../storage/storage-cluster.js";
import type { SystemWorld } from "./system-world.js";

/** Undefined where the scenario leaves storage out. Throws a ScenarioError when the window is not in the run. */
export function buildStorage(
  options: SystemOptions["storage"],
  { calendar, random, meter, clock }: SystemWorld,
): StorageCluster | undefined {
  if (options === "off") return undefined;
  const world = { calendar, random, meter };
  const { detail = "off" } = options;
  if (detail === "off") return new StorageCluster(world, options);
  const from = secondsAt(detail.from, clock);
  if (from >= clock.duration)
    throw new ScenarioError([
      {
        path: "storage.detail.from",
        found: `a window that begins ${formatDuration(from)} after the start`,
        expected: `a moment within the run, which takes ${formatDuration(clock.duration)}`,
      },
    ]);
  return new StorageCluster(world, perRequest(options), { ...detail, from, until: from + detail.for });
}

/** A disk serves a whole number of single reads at a time, where the fluid of a scaled system has a part of one. */
function perRequest(options: StorageOptions): StorageOptions {
  const { reads } = options;
  return { ...options, reads: { ...reads, concurrency: Math.max(1, Math.round(reads.concurrency)) } };
}
