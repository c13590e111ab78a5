/** The books of the way in: where failed attempts were last seen, how each pool fares, and what client and server think of it. */

import type { Clock } from "../../engine/clock.js";
import type { Counter } from "../../metrics/counter.js";
import type { Meter } from "../../metrics/meter.js";
import type { Recording } from "../../metrics/recording.js";
import type { Failure, Stage } from "../vocabulary/reply.js";
import { HOPS, type Hop, type Session } from "../vocabulary/session.js";
import { edgeMetrics, stagesAt } from "./metrics.js";

/** Failures of which the client knows no more than that nobody answered. */
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

export class WayInBooks {
  private readonly pools: Fared[];
  private readonly channels: Record<Session["channel"], Fared & { readonly unanswered: Counter }>;
  private readonly tries: Counter;
  private readonly good: Counter;
  private readonly unanswered: Counter;
  private readonly unansweredInside: Counter;
  private readonly lastHop = new Map<Hop, Counter>();
  private readonly lastStage = new Map<string, Counter>();

  /** @param complain hears of every attempt that nobody answered */
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

  /** What the clients see. */
  get seen(): Seen {
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
    this.lastStage.get(`${session.hop}.${stage}`)?.increment();
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

/** Which counters speak for or against a suspect. Upstream shows by what set out and never came to the edge. */
const COUNTERS = {
  intake: (recording: Recording) => recording.total(edgeMetrics.unansweredInside),
  balancer: (recording: Recording) => recording.total(edgeMetrics.droppedAt.member("balancer")),
  edge: (recording: Recording) => recording.total(edgeMetrics.droppedAt.member("edge")),
  upstream: (recording: Recording) =>
    recording.total(edgeMetrics.cameTo.member("internet")) - recording.total(edgeMetrics.cameTo.member("edge")),
};

/** What the counters of the way in say to people who look for a cause. */
export function evidenceOf(meter: Meter) {
  return {
    failed: () => meter.recording().total(edgeMetrics.unanswered),
    explainedBy: (suspect: keyof typeof COUNTERS) => COUNTERS[suspect](meter.recording()),
  };
}

/** Good and all, as one vantage point counts them. */
export interface Seen {
  readonly good: () => number;
  readonly tries: () => number;
}

/**
 * What each vantage point shows for the bucket that ends: its share of success, and how far the server's is above the
 * clients': the blind spot.
 */
export function watchBlindSpot(meter: Meter, clock: Clock, server: Seen, client: Seen): void {
  const shares = [shareSince(clock, server), shareSince(clock, client)] as const;
  const [ofServer, ofClient] = shares;
  meter.gauge(edgeMetrics.seenByServer, ofServer);
  meter.gauge(edgeMetrics.seenByClients, ofClient);
  const gap = () => ofServer() - ofClient();
  meter.gauge(edgeMetrics.blindSpot, gap);
}

/** The share of success since the last time that it was asked for: the same however often it is asked at one time. */
function shareSince(clock: Clock, { good, tries }: Seen): () => number {
  let [asked, share, goodThen, triesThen] = [-1, Number.NaN, 0, 0];
  return () => {
    if (clock.now === asked) return share;
    asked = clock.now;
    share = tries() > triesThen ? (good() - goodThen) / (tries() - triesThen) : Number.NaN;
    [goodThen, triesThen] = [good(), tries()];
    return share;
  };
}
