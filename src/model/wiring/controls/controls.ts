/** The handles that operations pull, each tied to the part that it moves. */

import type { Calendar } from "../../../engine/calendar.js";
import type { AuthSystem } from "../../auth/auth-system.js";
import type { Ingress } from "../../edge/ingress.js";
import type { Controls, Settings } from "../../operations/controls.js";
import type { SystemOptions } from "../../options.js";
import type { StorageCluster } from "../../storage/storage-cluster.js";
import type { Servers } from "../build-intake.js";
import { authControls } from "./auth.js";
import { edgeControls } from "./edge.js";
import { intakeControls } from "./intake.js";
import { refusing } from "./refusing.js";
import { storageControls } from "./storage.js";

/** What operations work on; a part that the scenario leaves out is undefined. */
export interface Operated {
  readonly storage: StorageCluster | undefined;
  readonly auth: AuthSystem | undefined;
  readonly ingress: Ingress | undefined;
  readonly servers: Servers;
  readonly settings: Settings;
}

export function controlsOf(
  { operations, intake }: SystemOptions,
  { storage, auth, ingress, servers, settings }: Operated,
  { calendar }: { readonly calendar: Calendar },
): Controls {
  let waits = 0;
  return {
    storage: refusing(storage && storageControls(calendar, storage), "storage"),
    auth: refusing(auth && authControls(auth), "auth"),
    edge: refusing(ingress && edgeControls(ingress), "edge", "the edge"),
    intake: intakeControls(servers, intake.nodes),
    settings,
    deploys: operations.filter((one) => one.do === "deploy").map((one) => String(one.name)),
    wait: (length, then) => calendar.after(length, calendar.signal(`operation goes on ${++waits}`, then)),
  };
}
