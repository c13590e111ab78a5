/** What the edge needs of the rest of the system. */

import type { Calendar } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { Meter } from "../../metrics/meter.js";

export interface EdgeNeeds {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
}
