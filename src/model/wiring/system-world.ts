/** What every builder of a part is given: simulated time, chance, the instruments, and the clock of the scenario. */

import type { Calendar } from "../../engine/calendar.js";
import type { Random } from "../../engine/random.js";
import type { Meter } from "../../metrics/meter.js";
import type { Seconds } from "../../schema/quantity.js";

export interface SystemClock {
  /** The UTC second at which the run starts. */
  readonly start: number;
  readonly duration: Seconds;
  readonly warmUp: Seconds;
  readonly bucket: Seconds;
  /** Rates and capacities are divided by it. */
  readonly scale: number;
}

export interface SystemWorld {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly meter: Meter;
  readonly clock: SystemClock;
}
