/** The operations of the timeline. One file each, one line here. */

import type { z } from "zod";
import { Catalogue } from "../../schema/catalogue.js";
import { bug } from "./bug.js";
import { fault } from "./fault.js";
import { nodeDown } from "./node-down.js";
import type { Operation } from "./operation.js";
import { restart } from "./restart.js";
import { set } from "./set.js";
import { upgrade } from "./upgrade.js";

/** How the storage part describes what operations do to it. */
export interface StorageDescriptions {
  readonly bug: z.ZodObject;
  readonly upgrade: z.ZodObject;
  readonly restart: z.ZodObject;
}

export function operationCatalogue(storage: StorageDescriptions): Catalogue<Operation> {
  return new Catalogue<Operation>("operation", [
    bug(storage.bug),
    upgrade(storage.upgrade),
    set,
    restart(storage.restart),
    fault,
    nodeDown,
  ]);
}
