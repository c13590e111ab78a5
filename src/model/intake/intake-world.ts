/** What both servers of the intake are handed. */

import type { Calendar } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { Meter } from "../../metrics/meter.js";
import type { Spool } from "../vocabulary/durable-write.js";
import type { Registry } from "./needs.js";
import type { Replies } from "./replies.js";

export interface IntakeWorld {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
  readonly replies: Replies;
  readonly spool: Spool;
  readonly registry: Registry;
}
