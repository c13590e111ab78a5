/** Ties the timeline's orders to the way in. */

import { ScenarioError } from "../../../schema/scenario-error.js";
import type { Ingress } from "../../edge/ingress.js";
import type { AttackOptions, FailoverOrder, MitigationOrder } from "../../edge/options.js";
import type { EdgeControls } from "../../operations/controls.js";

export function edgeControls(ingress: Ingress | undefined): EdgeControls {
  if (ingress === undefined) return withoutEdge;
  const { protection } = ingress;
  return {
    check(order) {
      const { targets = [], from = [], profile } = order as { targets?: string[]; from?: string[]; profile?: string };
      ingress.pools.named(targets, "targets");
      if (ingress.pools.named(from, "from").length >= ingress.pools.all.length)
        throw new ScenarioError([
          { path: "from", found: "every pool", expected: "at least one pool to lead clients to" },
        ]);
      ingress.checkProfile(profile);
    },
    beginAttack: (name, order) => protection.beginAttack(name, order as AttackOptions),
    endAttack: (name) => protection.endAttack(name),
    setMitigation: (order) => protection.order(order as MitigationOrder),
    beginFailover: (order) => ingress.beginFailover(order as FailoverOrder),
    endFailover: (order) => ingress.endFailover(order as FailoverOrder),
  };
}

function refuse(): never {
  throw new ScenarioError([
    { path: "", found: "an operation on the way in, which is off", expected: "an edge section" },
  ]);
}

const withoutEdge: EdgeControls = {
  check: refuse,
  beginAttack: refuse,
  endAttack: refuse,
  setMitigation: refuse,
  beginFailover: refuse,
  endFailover: refuse,
};
