/**
 * The admission policies: when the intake refuses clients, and in which order it serves them. One file each, one line
 * here.
 */

import { Catalogue } from "../../../schema/catalogue.js";
import { adaptiveLifo } from "./adaptive-lifo.js";
import type { Admission, AdmissionContext } from "./admission.js";
import { bound } from "./bound.js";
import { codel } from "./codel.js";
import { dagor } from "./dagor.js";
import { deadline } from "./deadline.js";
import { gradient2 } from "./gradient2.js";
import { latch } from "./latch.js";
import { lifo } from "./lifo.js";
import { none } from "./none.js";
import { policer } from "./policer.js";
import { shaper } from "./shaper.js";
import { shed } from "./shed.js";
import { stress } from "./stress.js";
import { vegas } from "./vegas.js";

export const admissions = new Catalogue<Admission, AdmissionContext>("admission policy", [
  none,
  bound,
  deadline,
  lifo,
  adaptiveLifo,
  codel,
  policer,
  shaper,
  vegas,
  gradient2,
  shed,
  dagor,
  latch,
  stress,
]);
