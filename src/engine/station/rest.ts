/** What servers do, instead of standing ready, when nobody waits. One `Rest` per station. */

/** The station as a rest sees it. */
export interface Resting {
  readonly name: string;
  /** A server comes back: it takes the next in line, or rests again. */
  resume(): void;
}

export interface Rest {
  /** Called once, before anything else. */
  attach(station: Resting): void;
  /** A server has found nobody waiting (at the start: every server). It is the rest's until it calls `resume`. */
  rest(): void;
  /** A customer has joined the line. */
  arrived(): void;
}
