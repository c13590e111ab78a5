/** The guards of callers. One file each, one line here. */

import { Catalogue } from "../../../schema/catalogue.js";
import { breaker } from "./breaker.js";
import { budget } from "./budget.js";
import type { Guard } from "./guard.js";
import { none } from "./none.js";
import { retryBreaker } from "./retry-breaker.js";
import { throttle } from "./throttle.js";

export const guards = new Catalogue<Guard>("guard", [none, budget, breaker, retryBreaker, throttle]);
