/** What the way in needs of the world around it. */

import type { Calendar } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { Meter } from "../../metrics/meter.js";

export interface EdgeWorld {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
}
