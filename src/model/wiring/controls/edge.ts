/** Ties the timeline's orders to the edge: attacks, mitigation, failovers. */

import { ScenarioError } from "../../../schema/scenario-error.js";
import type { Ingress } from "../../edge/ingress.js";
import type { EdgeControls } from "../../operations/controls.js";

export function edgeControls(ingress: Ingress): EdgeControls {
  const { protection } = ingress;
  return {
    check({ targets = [], from = [], profile }) {
      ingress.pools.named(targets, "targets");
      if (ingress.pools.named(from, "from").length >= ingress.pools.all.length)
        throw new ScenarioError([
          { path: "from", found: "every pool", expected: "at least one pool left to direct clients to" },
        ]);
      ingress.checkProfile(profile);
    },
    beginAttack: (name, order) => protection.beginAttack(name, order),
    endAttack: (name) => protection.endAttack(name),
    setMitigation: (order) => protection.order(order),
    beginFailover: (order) => ingress.beginFailover(order),
    endFailover: (order) => ingress.endFailover(order),
  };
}
