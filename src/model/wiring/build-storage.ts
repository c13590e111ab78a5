/** Builds the storage of a scenario: the cluster, and the window in which its requests are single ones. */

import { formatDuration } from "../../schema/format.js";
import type { Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { SystemOptions } from "../options.js";
import type { StorageOptions } from "../storage/options.js";
import { StorageCluster, type StorageWorld } from "../storage/storage-cluster.js";
import { secondsAt } from "./build-timeline.js";

/** The UTC second at which the run starts, and how long it lasts. */
export interface StorageClock {
  readonly start: number;
  readonly duration: Seconds;
}

/** Throws a ScenarioError when the window is not in the run. */
export function buildStorage(options: SystemOptions["storage"], world: StorageWorld, clock: StorageClock) {
  if (options === "off") return undefined;
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

/** Single reads are so many at a disk at a time: a whole number, where the fluid of a scaled system has a part of one. */
function perRequest(options: StorageOptions): StorageOptions {
  const { reads } = options;
  return { ...options, reads: { ...reads, concurrency: Math.max(1, Math.round(reads.concurrency)) } };
}
