/** Builds the storage of a scenario: the cluster at its scale, and the window in which requests are simulated one by one. */

import { formatDuration } from "../../schema/format.js";
import { secondsAt } from "../../schema/moment.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { SystemOptions } from "../options.js";
import { StorageCluster } from "../storage/storage-cluster.js";
import { scaledStorage } from "./scale.js";
import type { SystemWorld } from "./system-world.js";

/** Undefined where the scenario leaves storage out. Throws a ScenarioError when the window is not in the run. */
export function buildStorage(
  options: SystemOptions["storage"],
  { calendar, random, meter, clock }: SystemWorld,
): StorageCluster | undefined {
  if (options === "off") return undefined;
  const world = { calendar, random, meter };
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
