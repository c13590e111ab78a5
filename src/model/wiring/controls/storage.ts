/** Ties the timeline's orders to the storage cluster. */

import type { Calendar } from "../../../engine/calendar.js";
import type { Seconds } from "../../../schema/quantity.js";
import { ScenarioError } from "../../../schema/scenario-error.js";
import type { StorageControls } from "../../operations/controls.js";
import type { BugOptions } from "../../storage/maintenance/bug/bug-options.js";
import type { RestartOptions, UpgradeOptions } from "../../storage/maintenance/maintenance.js";
import type { StorageCluster } from "../../storage/storage-cluster.js";

export function storageControls(calendar: Calendar, cluster: StorageCluster | undefined): StorageControls {
  if (cluster === undefined) return withoutStorage;
  let orders = 0;
  const after = (length: Seconds, ended: () => void): void => {
    calendar.after(length, calendar.signal(`storage maintenance ${++orders} ends`, ended));
  };
  return {
    check: (nodes) => cluster.check(nodes),
    beginBug: (options) => cluster.bugOn(options as BugOptions),
    endBug: () => cluster.bugOff(),
    upgrade(options, ended) {
      const { parallel, ...plan } = options as UpgradeOptions;
      cluster.upgrade({ parallel, ...plan });
      after(lengthOf(plan, parallel ? 1 : (plan.nodes?.length ?? cluster.nodes.length)), ended);
    },
    restart(options, ended) {
      const plan = options as RestartOptions;
      cluster.restart(plan);
      after(lengthOf(plan, plan.nodes?.length ?? cluster.nodes.length), ended);
    },
    takeDown: (node) => cluster.takeDown(node),
    bringUp: (node) => cluster.bringUp(node),
  };
}

function lengthOf({ drain, down, settle }: Pick<UpgradeOptions, "drain" | "down" | "settle">, turns: number): Seconds {
  return turns * (drain + down + settle);
}

function refuse(): never {
  const problem = { path: "", found: "an operation on storage, which is off", expected: "a storage section" };
  throw new ScenarioError([problem]);
}

const withoutStorage: StorageControls = {
  check: refuse,
  beginBug: refuse,
  endBug: refuse,
  upgrade: refuse,
  restart: refuse,
  takeDown: refuse,
  bringUp: refuse,
};
