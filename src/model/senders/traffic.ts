/** The mail that a population has to send: when it arrives, how many messages at once, and of which size. */

import type { ArrivalProcess } from "../../engine/arrival/arrival-process.js";
import type { Distribution } from "../../engine/distribution/distribution.js";
import type { Random, Stream } from "../../engine/random.js";
import type { Bytes, Seconds } from "../../schema/quantity.js";

export class Traffic {
  private readonly arrivalStream: Stream;
  private readonly sizeStream: Stream;

  constructor(
    name: string,
    random: Random,
    private readonly arrivals: ArrivalProcess,
    private readonly sizes: Distribution,
    private readonly burst: number,
    readonly recipients: number,
  ) {
    this.arrivalStream = random.stream(`senders.${name}.arrivals`);
    this.sizeStream = random.stream(`senders.${name}.sizes`);
  }

  /** The time of the next arrival; Infinity when there is none. */
  next(now: Seconds): Seconds {
    return this.arrivals.next(now, this.arrivalStream);
  }

  /** Messages in the present arrival. */
  batch(): number {
    return this.burst * this.arrivals.size(this.arrivalStream);
  }

  /** Whole bytes, at least one. */
  bytes(): Bytes {
    return Math.max(1, Math.round(this.sizes.sample(this.sizeStream)));
  }
}
