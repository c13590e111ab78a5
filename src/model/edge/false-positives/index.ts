/** The patterns of false positives. One file each, one line here. */

import { Catalogue } from "../../../schema/catalogue.js";
import { burst } from "./burst.js";
import { iid } from "./iid.js";
import type { Pattern } from "./pattern.js";
import { perSource } from "./per-source.js";

export const falsePositives = new Catalogue<Pattern>("pattern of false positives", [iid, perSource, burst]);
