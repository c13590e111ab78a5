/** The retry profiles: when senders try again. One file each, one line here. */

import { Catalogue } from "../../schema/catalogue.js";
import type { RetryProfile } from "../retry-profile.js";
import { exim } from "./exim.js";
import { exponential } from "./exponential.js";
import { fixed } from "./fixed.js";
import { none } from "./none.js";
import { postfix } from "./postfix.js";

export const retryProfiles = new Catalogue<RetryProfile>("retry profile", [postfix, exim, fixed, exponential, none]);
