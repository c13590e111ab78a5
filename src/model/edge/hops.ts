/** The hops of the way in, and what each has counted: connections that came, went on, ended here, or are still held. */

import type { Counter } from "../../metrics/counter.js";
import type { Level } from "../../metrics/level.js";
import type { Meter } from "../../metrics/meter.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import { HOPS, type Hop, type Session } from "../vocabulary/session.js";
import { CROSSED, type Crossed, edgeMetrics } from "./metrics.js";

class HopBooks {
  readonly came: Counter;
  readonly went: Counter;
  readonly dropped: Counter;
  readonly held: Level;

  constructor(hop: Crossed, meter: Meter) {
    this.came = meter.counter(edgeMetrics.cameTo.member(hop));
    this.went = meter.counter(edgeMetrics.wentOn.member(hop));
    this.dropped = meter.counter(edgeMetrics.droppedAt.member(hop));
    this.held = meter.level(edgeMetrics.heldAt.member(hop));
  }
}

export class Hops {
  private readonly books: Record<Crossed, HopBooks>;

  constructor(meter: Meter) {
    const of = (hop: Crossed) => new HopBooks(hop, meter);
    this.books = { internet: of("internet"), mitigation: of("mitigation"), edge: of("edge"), balancer: of("balancer") };
  }

  /** The session sets out. */
  enter(session: Session): void {
    session.hop = "internet";
    this.books.internet.came.increment();
  }

  /** It goes on to the next hop. */
  passOn(session: Session): void {
    this.books[session.hop as Crossed].went.increment();
    session.hop = HOPS[HOPS.indexOf(session.hop) + 1] as Hop;
    if (session.hop !== "intake") this.books[session.hop].came.increment();
  }

  hold(session: Session): void {
    if (session.held) return;
    session.held = true;
    this.books[session.hop as Crossed].held.add(1);
  }

  letGo(session: Session): void {
    if (!session.held) return;
    session.held = false;
    this.books[session.hop as Crossed].held.add(-1);
  }

  /** The client has given up a session that is held here. */
  drop(session: Session): void {
    const books = this.books[session.hop as Crossed];
    this.letGo(session);
    books.dropped.increment();
  }

  laws(): Law[] {
    return CROSSED.map((hop) => {
      const { came, went, dropped, held } = this.books[hop];
      return difference(`${hop}: in = out + dropped + held`, came.total, went.total + dropped.total + held.value);
    });
  }
}
