/** Servers that fail, busy or idle, and are repaired, each on its own. */
import type { Action } from "../action.js";
import type { Calendar } from "../calendar.js";
import type { Distribution } from "../distribution/index.js";
import type { Stream } from "../random.js";
import { Occupancy } from "./occupancy.js";

/** A station that can lose servers. */
export interface Breakable {
  readonly name: string;
  readonly servers: number;
  withdraw(): void;
  restore(): void;
}

export class Breakdowns {
  /** Servers that are down now. */
  readonly down = new Occupancy();
  private readonly failure: Action<void>;
  private readonly repair: Action<void>;

  /**
   * Every server is up at first. @param up time between repair and failure. @param repairTime time between failure and
   * repair
   */
  constructor(
    private readonly calendar: Calendar,
    private readonly station: Breakable,
    private readonly up: Distribution,
    private readonly repairTime: Distribution,
    private readonly stream: Stream,
  ) {
    this.failure = calendar.signal(`${station.name} failure`, () => this.fail());
    this.repair = calendar.signal(`${station.name} repair`, () => this.mend());
    for (let server = 0; server < station.servers; server++) this.calendar.after(up.sample(stream), this.failure);
  }

  private fail(): void {
    this.down.change(1, this.calendar.now);
    this.station.withdraw();
    this.calendar.after(this.repairTime.sample(this.stream), this.repair);
  }

  private mend(): void {
    this.down.change(-1, this.calendar.now);
    this.station.restore();
    this.calendar.after(this.up.sample(this.stream), this.failure);
  }
}
