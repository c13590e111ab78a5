/** Builds the storage of a scenario: the cluster at its scale, and the window in which its requests are single ones. */

import { formatDuration } from "../../schema/format.js";
import type { Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { SystemOptions } from "../options.js";
import { StorageCluster, type StorageNeeds } from "../storage/storage-cluster.js";
import { secondsAt } from "./build-timeline.js";
import { scaledStorage } from "./scale.js";

/** The UTC second at which the run starts, how long it lasts, and by how much the system is scaled down. */
export interface StorageClock {
  readonly start: number;
  readonly duration: Seconds;
  readonly scale: number;
}

/** Throws a ScenarioError when the window is not in the run. */
export function buildStorage(options: SystemOptions["storage"], world: StorageNeeds, clock: StorageClock) {
  if (options === "off") return undefined;
  const scaled = scaledStorage(options, clock.scale);
  const { detail = "off" } = options;
  if (detail === "off") return new StorageCluster(world, scaled);
  const from = secondsAt(detail.from, clock);
  if (from >= clock.duration)
    throw new ScenarioError([
      {
        path: "storage.detail.from",
        found: `a window that begins ${formatDuration(from)} after the start`,
        expected: `a moment within the run, which takes ${formatDuration(clock.duration)}`,
      },
    ]);
  return new StorageCluster(world, scaled, { ...detail, from, until: from + detail.for });
}
