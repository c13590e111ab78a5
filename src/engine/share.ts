/** One user of a `SharedResource`: finite work that runs out, or a fluid demand that goes on. */
import type { Fraction, PerSecond } from "../schema/quantity.js";

/** What a share is entitled to, and what happens when its work has run out. */
export interface ShareTerms {
  /** Its claim relative to the others while the resource is short. More than 0. */
  weight: number;
  /** The most it progresses per second, whatever is free. Default: no limit. */
  cap?: PerSecond;
  /** How much of the resource one unit of progress takes: 2 for a compaction that reads what it writes. Default 1. */
  factor?: number;
  /** Part of what it takes that goes the other way on a `TwoWayResource`: 1 for a read, 0 for a write. Default 0. */
  reverse?: Fraction;
  /** Called when the work given to `begin` has run out; the share is idle by then and may begin anew. */
  done?: () => void;
}

/** The resource behind a share: told when a wish is about to change, and when it has changed. */
export interface Sharing {
  /** Brings the progress of every share up to now. */
  advance(): void;
  /** Divides the capacity anew. */
  divide(): void;
  /** Admits a share to the division, in order of admission, or takes it out. */
  admit(share: Share): void;
  dismiss(share: Share): void;
}

/** Made by `SharedResource.open`. Reading a figure brings it up to now; changing a wish divides the capacity anew. */
export class Share {
  readonly weight: number;
  readonly factor: number;
  readonly done: (() => void) | undefined;
  /** As in `ShareTerms`; may be changed while the share is idle. */
  reverse: Fraction;
  private most: PerSecond;

  /** Progress per second that it asks for: infinite while it works, 0 while it is idle. Kept by the resource. */
  wish: PerSecond = 0;
  /** Own progress per second, as last divided. */
  rate: PerSecond = 0;
  /** Work left at the time of the last division; infinite for a fluid demand. Kept by the resource. */
  left = Number.POSITIVE_INFINITY;
  /** Progress up to the last division, over the share's whole life. Kept by the resource. */
  progress = 0;

  constructor(
    private readonly resource: Sharing,
    { weight, cap = Number.POSITIVE_INFINITY, factor = 1, reverse = 0, done }: ShareTerms,
  ) {
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) throw new RangeError(`share: weight of ${weight}`);
    if (!(factor > 0 && factor < Number.POSITIVE_INFINITY)) throw new RangeError(`share: factor of ${factor}`);
    this.weight = weight;
    this.factor = factor;
    this.reverse = reverse;
    this.done = done;
    this.most = checked("cap", cap);
  }

  /** Whether it takes part in the division. */
  get active(): boolean {
    return this.wish > 0;
  }

  /** The most the share would take of the resource now. */
  get limit(): number {
    return Math.min(this.most, this.wish) * this.factor;
  }

  /** Whether it progresses as fast as it could if it were alone. */
  get satisfied(): boolean {
    return this.rate >= Math.min(this.most, this.wish);
  }

  /** Progress so far. */
  get served(): number {
    this.resource.advance();
    return this.progress;
  }

  /** Starts on an amount of work, as fast as the division lets it; whatever it did before is dropped. */
  begin(work: number): void {
    if (!(work >= 0 && work < Number.POSITIVE_INFINITY)) throw new RangeError(`share: work of ${work}`);
    this.want(Number.POSITIVE_INFINITY, work);
  }

  /** Wants `rate` per second from now on, without end; `Infinity` takes all it can get, 0 makes it idle. */
  demand(rate: PerSecond): void {
    if (checked("demand", rate) === 0) this.stop();
    else this.want(rate, Number.POSITIVE_INFINITY);
  }

  /** Becomes idle. Returns the work left undone (infinite for a fluid demand, 0 when it was idle). */
  stop(): number {
    if (!this.active) return 0;
    this.resource.advance();
    const undone = this.left;
    this.resource.dismiss(this);
    this.resource.divide();
    return undone;
  }

  get cap(): PerSecond {
    return this.most;
  }

  /** Limits the progress per second from now on. */
  set cap(rate: PerSecond) {
    this.resource.advance();
    this.most = checked("cap", rate);
    if (this.active) this.resource.divide();
  }

  private want(rate: PerSecond, work: number): void {
    this.resource.advance();
    if (!this.active) this.resource.admit(this);
    this.wish = rate;
    this.left = work;
    this.resource.divide();
  }
}

function checked(what: string, rate: PerSecond): PerSecond {
  if (!(rate >= 0)) throw new RangeError(`share: ${what} of ${rate} per second`);
  return rate;
}
