/** The operations of the timeline. One file each, one line here. */

import type { z } from "zod";
import { Catalogue } from "../../schema/catalogue.js";
import { attack } from "./attack.js";
import { bug } from "./bug.js";
import { deploy } from "./deploy.js";
import { failover } from "./failover.js";
import { fault } from "./fault.js";
import { mitigation } from "./mitigation.js";
import { nodeDown } from "./node-down.js";
import type { Operation } from "./operation.js";
import { restart } from "./restart.js";
import { rollback } from "./rollback.js";
import { scale } from "./scale.js";
import { set } from "./set.js";
import { upgrade } from "./upgrade.js";

/** How the parts describe what operations do to them. */
export interface Descriptions {
  readonly bug: z.ZodObject;
  readonly upgrade: z.ZodObject;
  readonly restart: z.ZodObject;
  readonly deploy: z.ZodObject;
  readonly attack: z.ZodObject;
  readonly mitigation: z.ZodObject;
  readonly failover: z.ZodObject;
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
