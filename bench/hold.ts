/** The hold model through `Action`: take the first of a fixed number of pending events, schedule it again. */
import type { Action } from "../src/engine/action.js";
import { Calendar } from "../src/engine/calendar.js";
import { setChecks } from "../src/engine/checks.js";
import { Pool } from "../src/engine/pool.js";
import { measureWarm, readVariates } from "./measure.js";

class Token {
  holds = 0;
  constructor(readonly slot: number) {}
}

class Hold {
  done = 0;
  checksum = 0;
  private wanted = 0;
  private drawn = 0;
  private readonly tokens = new Pool("token", (slot) => new Token(slot));
  private readonly hold: Action<Token>;

  constructor(
    private readonly calendar: Calendar,
    private readonly delays: Float64Array,
    pending: number,
  ) {
    this.hold = calendar.action("hold", this.tokens, (token) => this.again(token));
    for (let i = 0; i < pending; i++) calendar.after(this.delay(), this.hold, this.tokens.acquire()!);
  }

  run(holds: number): void {
    this.wanted += holds;
    this.calendar.run(Number.MAX_VALUE);
    this.checksum = this.tokens.items.reduce((sum, token) => sum + token.holds * token.slot, this.calendar.now);
  }

  private again(token: Token): void {
    token.holds++;
    this.calendar.after(this.delay(), this.hold, token);
    if (++this.done === this.wanted) this.calendar.stop();
  }

  private delay(): number {
    return this.delays[this.drawn++ & (this.delays.length - 1)]!;
  }
}

const [path = "", holds = "10000000", pending = "1000"] = process.argv.slice(2);
setChecks(false);
const model = new Hold(new Calendar(), readVariates(path), Number(pending));
measureWarm(Number(holds), model);
