/** Ties the timeline's orders to the storage cluster, and says when its maintenance is over. */

import type { Calendar } from "../../../engine/calendar.js";
import type { Seconds } from "../../../schema/quantity.js";
import type { StorageControls } from "../../operations/controls.js";
import type { StorageCluster } from "../../storage/storage-cluster.js";
import type { StorageRestartOrder } from "../../vocabulary/orders.js";

export function storageControls(calendar: Calendar, cluster: StorageCluster): StorageControls {
  let orders = 0;
  const after = (length: Seconds, ended: () => void): void => {
    calendar.after(length, calendar.signal(`storage maintenance ${++orders} ends`, ended));
  };
  const turns = ({ nodes }: StorageRestartOrder) => nodes?.length ?? cluster.nodes.length;
  return {
    check: (nodes) => cluster.check(nodes),
    beginBug: (order) => cluster.bugOn(order),
    endBug: (order) => cluster.bugOff(order),
    upgrade(order, ended) {
      cluster.upgrade(order);
      after(lengthOf(order, order.parallel ? 1 : turns(order)), ended);
    },
    restart(order, ended) {
      cluster.restart(order);
      after(lengthOf(order, turns(order)), ended);
    },
    takeDown: (node) => cluster.takeDown(node),
    bringUp: (node) => cluster.bringUp(node),
  };
}

function lengthOf({ drain, down, settle }: StorageRestartOrder, turns: number): Seconds {
  return turns * (drain + down + settle);
}
