/** The hops of the ingress. Each counts the connections that reached it, went on, ended there, or are still held. */

import type { Counter } from "../../metrics/counter.js";
import type { Level } from "../../metrics/level.js";
import type { Meter } from "../../metrics/meter.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import { HOPS, type Hop, type Session } from "../vocabulary/session.js";
import { CROSSED, type Crossed, edgeMetrics } from "./metrics.js";

class HopCounters {
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
  private readonly counters: Record<Crossed, HopCounters>;

  constructor(meter: Meter) {
    const of = (hop: Crossed) => new HopCounters(hop, meter);
    this.counters = {
      internet: of("internet"),
      mitigation: of("mitigation"),
      edge: of("edge"),
      balancer: of("balancer"),
    };
  }

  /** A connection sets out. */
  enter(session: Session): void {
    session.hop = "internet";
    this.counters.internet.came.increment();
  }

  /** The connection goes on to the next hop. */
  passOn(session: Session): void {
    this.counters[session.hop as Crossed].went.increment();
    session.hop = HOPS[HOPS.indexOf(session.hop) + 1] as Hop;
    if (session.hop !== "intake") this.counters[session.hop].came.increment();
  }

  hold(session: Session): void {
    if (session.held) return;
    session.held = true;
    this.counters[session.hop as Crossed].held.add(1);
  }

  letGo(session: Session): void {
    if (!session.held) return;
    session.held = false;
    this.counters[session.hop as Crossed].held.add(-1);
  }

  /** The client has given up a connection that is held here. */
  drop(session: Session): void {
    const counters = this.counters[session.hop as Crossed];
    this.letGo(session);
    counters.dropped.increment();
  }

  laws(): Law[] {
    return CROSSED.map((hop) => {
      const { came, went, dropped, held } = this.counters[hop];
      return difference(`${hop}: in = out + dropped + held`, came.total, went.total + dropped.total + held.value);
    });
  }
}
