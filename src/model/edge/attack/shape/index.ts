/** The shapes of attacks in time. One file each, one line here. */

import { Catalogue } from "../../../../schema/catalogue.js";
import type { AttackShape } from "./attack-shape.js";
import { pulses } from "./pulses.js";
import { steady } from "./steady.js";

export const attackShapes = new Catalogue<AttackShape>("shape of an attack", [steady, pulses]);
