/**
 * What the edge knows of ended attempts: the hop that saw a failed one last, the success of each pool and each
 * protocol, and success as clients see it.
 */

import type { Counter } from "../../metrics/counter.js";
import type { Meter } from "../../metrics/meter.js";
import { type Failure, STAGES, type Stage } from "../vocabulary/reply.js";
import { HOPS, type Hop, type Session } from "../vocabulary/session.js";
import { edgeMetrics, stagesAt } from "./metrics.js";

/** Failures of which the client knows only that no answer came. */
const UNANSWERED: readonly Failure[] = [
  "connect timeout",
  "connection refused",
  "banner timeout",
  "tls",
  "response timeout",
  "connection lost",
];

interface Fared {
  readonly tries: Counter;
  readonly good: Counter;
}

export class VantageAccounting {
  private readonly pools: Fared[];
  private readonly channels: Record<Session["channel"], Fared & { readonly unanswered: Counter }>;
  private readonly tries: Counter;
  private readonly good: Counter;
  private readonly unanswered: Counter;
  private readonly unansweredInside: Counter;
  private readonly lastHop = new Map<Hop, Counter>();
  private readonly lastStage = new Map<string, Counter>();

  /** @param complain called for every attempt that got no answer */
  constructor(
    meter: Meter,
    pools: readonly string[],
    private readonly complain: (session: Session) => void,
  ) {
    this.tries = meter.counter(edgeMetrics.clientTries);
    this.good = meter.counter(edgeMetrics.clientGood);
    this.unanswered = meter.counter(edgeMetrics.unanswered);
    this.unansweredInside = meter.counter(edgeMetrics.unansweredInside);
    this.pools = pools.map((name) => ({
      tries: meter.counter(edgeMetrics.poolTries.member(name)),
      good: meter.counter(edgeMetrics.poolGood.member(name)),
    }));
    this.channels = { smtp: channelOf(meter, "smtp"), api: channelOf(meter, "api") };
    for (const hop of HOPS) {
      this.lastHop.set(hop, meter.counter(edgeMetrics.lastHop.member(hop)));
      for (const stage of stagesAt(hop))
        this.lastStage.set(`${hop}.${stage}`, meter.counter(edgeMetrics.lastStage.member(`${hop}.${stage}`)));
    }
  }

  /** Success as clients see it: totals since the start of the run. */
  get seen(): { readonly good: () => number; readonly tries: () => number } {
    return { good: () => this.good.total, tries: () => this.tries.total };
  }

  accepted(session: Session): void {
    this.end(session);
    this.good.increment();
    this.pools[session.pool]?.good.increment();
    this.channels[session.channel].good.increment();
  }

  failed(session: Session, failure: Failure, stage: Stage): void {
    this.end(session);
    this.lastHop.get(session.hop)?.increment();
    this.lastStage.get(`${session.hop}.${STAGES[stage]}`)?.increment();
    if (!UNANSWERED.includes(failure)) return;
    this.unanswered.increment();
    if (session.hop === "intake") this.unansweredInside.increment();
    this.channels[session.channel].unanswered.increment();
    this.complain(session);
  }

  private end({ pool, channel }: Session): void {
    this.tries.increment();
    this.pools[pool]?.tries.increment();
    this.channels[channel].tries.increment();
  }
}

function channelOf(meter: Meter, channel: Session["channel"]) {
  return {
    tries: meter.counter(edgeMetrics.channelTries.member(channel)),
    good: meter.counter(edgeMetrics.channelGood.member(channel)),
    unanswered: meter.counter(edgeMetrics.channelUnanswered.member(channel)),
  };
}
