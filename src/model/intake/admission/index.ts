/** The admission policies: when the intake says no. One file each, one line here. */

import { Catalogue } from "../../../schema/catalogue.js";
import type { Admission } from "./admission.js";
import { bound } from "./bound.js";
import { deadline } from "./deadline.js";
import { none } from "./none.js";

export const admissions = new Catalogue<Admission>("admission policy", [none, bound, deadline]);
