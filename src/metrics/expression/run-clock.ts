/** The clock by which an expectation words its times. */

import type { Clock } from "../../schema/format.js";
import { instantText } from "../../schema/moment.js";
import type { Seconds } from "../../schema/quantity.js";

/**
 * `10:53:07Z`; on other days than the first `2016-05-25 10:53:07Z`.
 * @param start the UTC second at which the run starts
 */
export function clockFrom(start: Seconds): Clock {
  return {
    time(at) {
      const [first, text] = [instantText(Math.floor(start)), instantText(Math.floor(start + at))];
      const [day, clock] = [text.slice(0, 10), `${text.slice(11, 19)}Z`];
      return day === first.slice(0, 10) ? clock : `${day} ${clock}`;
    },
  };
}
