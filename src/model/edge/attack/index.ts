/** The kinds of attacks. One file each, one line here. */

import { Catalogue } from "../../../schema/catalogue.js";
import type { AttackTraffic } from "./attack-traffic.js";
import { layer7 } from "./layer-7.js";
import { slow } from "./slow.js";
import { synFlood } from "./syn-flood.js";
import { volumetric } from "./volumetric.js";

export const attacks = new Catalogue<AttackTraffic>("kind of attack", [volumetric, synFlood, layer7, slow]);
