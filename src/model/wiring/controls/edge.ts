/** Ties the timeline's orders to the way in: attacks, mitigation, failovers. */

import { ScenarioError } from "../../../schema/scenario-error.js";
import type { WayIn } from "../../edge/ingress.js";
import type { EdgeControls } from "../../operations/controls.js";

export function edgeControls(wayIn: WayIn): EdgeControls {
  const { protection } = wayIn;
  return {
    check({ targets = [], from = [], profile }) {
      wayIn.pools.named(targets, "targets");
      if (wayIn.pools.named(from, "from").length >= wayIn.pools.all.length)
        throw new ScenarioError([
          { path: "from", found: "every pool", expected: "at least one pool to lead clients to" },
        ]);
      wayIn.checkProfile(profile);
    },
    beginAttack: (name, order) => protection.beginAttack(name, order),
    endAttack: (name) => protection.endAttack(name),
    setMitigation: (order) => protection.order(order),
    beginFailover: (order) => wayIn.beginFailover(order),
    endFailover: (order) => wayIn.endFailover(order),
  };
}
