/** The operations of the timeline. One file each, one line here. */

import { Catalogue } from "../../schema/catalogue.js";
import type {
  AttackOrder,
  BugOrder,
  DeployOrder,
  FailoverOrder,
  MitigationOrder,
  StorageRestartOrder,
  UpgradeOrder,
} from "../vocabulary/orders.js";
import { attack } from "./attack.js";
import { bug } from "./bug.js";
import { deploy } from "./deploy.js";
import { failover } from "./failover.js";
import { fault } from "./fault.js";
import { mitigation } from "./mitigation.js";
import { nodeDown } from "./node-down.js";
import type { Description, Operation } from "./operation.js";
import { restart } from "./restart.js";
import { rollback } from "./rollback.js";
import { scale } from "./scale.js";
import { set } from "./set.js";
import { upgrade } from "./upgrade.js";

/** How the parts describe the orders that operations give them. */
export interface Descriptions {
  readonly bug: Description<BugOrder>;
  readonly upgrade: Description<UpgradeOrder>;
  readonly restart: Description<StorageRestartOrder>;
  readonly deploy: Description<DeployOrder>;
  readonly attack: Description<AttackOrder>;
  readonly mitigation: Description<MitigationOrder>;
  readonly failover: Description<FailoverOrder>;
}

export function operationCatalogue(parts: Descriptions): Catalogue<Operation> {
  return new Catalogue<Operation>("operation", [
    bug(parts.bug),
    upgrade(parts.upgrade),
    set,
    restart(parts.restart),
    fault,
    deploy(parts.deploy),
    rollback,
    nodeDown,
    attack(parts.attack),
    mitigation(parts.mitigation),
    failover(parts.failover),
    scale,
  ]);
}
