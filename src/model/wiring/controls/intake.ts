/**
 * Ties the timeline's orders to the two servers of the intake: a declared fault affects SMTP, a restart affects both.
 */

import type { IntakeControls } from "../../operations/controls.js";
import type { Servers } from "../build-intake.js";

/** @param nodes how many front ends there are */
export function intakeControls({ smtp, api }: Servers, nodes: number): IntakeControls {
  return {
    nodes,
    beginFault: (fault) => smtp.faults.begin(fault),
    endFault: (fault) => smtp.faults.end(fault),
    restart(order) {
      smtp.restart(order);
      api.restart(order);
    },
    setDown(node, isDown) {
      smtp.setDown(node, isDown);
      api.setDown(node, isDown);
    },
  };
}
