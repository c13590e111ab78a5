/** The books of the way in: where failed attempts were last seen, how each pool fares, and what client and server think of it. */

import type { Clock } from "../../engine/clock.js";
import type { Counter } from "../../metrics/counter.js";
import type { Meter } from "../../metrics/meter.js";
import type { Failure, Stage } from "../vocabulary/reply.js";
import { STAGES } from "../vocabulary/reply.js";
import { HOPS, type Hop, type Session } from "../vocabulary/session.js";

/** Failures of which the client knows no more than that nobody answered. */
const UNANSWERED: readonly Failure[] = [
  "connect timeout",
  "connection refused",
  "banner timeout",
  "tls",
  "response timeout",
  "connection lost",
];

/** Where a connection can end that has not arrived. */
const BEFORE_INTAKE: readonly Stage[] = ["connect", "tls"];

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
    this.tries = meter.counter("vantage.client.tries", { title: "attempts ended, as clients see it" });
    this.good = meter.counter("vantage.client.good", {
      title: "accepted, as clients see it",
      of: "vantage.client.tries",
    });
    this.unanswered = meter.counter("failures.unanswered", { title: "attempts that nobody answered", of: "attempts" });
    this.unansweredInside = meter.counter("failures.unanswered.intake", {
      title: "attempts that the intake did not answer",
      of: "failures.unanswered",
    });
    this.pools = pools.map((name) => ({
      tries: meter.counter(`pools.${name}.tries`, { title: `attempts ended, pool ${name}` }),
      good: meter.counter(`pools.${name}.good`, { title: `accepted, pool ${name}`, of: `pools.${name}.tries` }),
    }));
    this.channels = { smtp: channelOf(meter, "smtp"), api: channelOf(meter, "api") };
    for (const hop of HOPS) {
      this.lastHop.set(
        hop,
        meter.counter(`lasthop.${hop}`, { title: `failed attempts last seen at ${hop}`, of: "attempts" }),
      );
      for (const stage of hop === "intake" ? STAGES : BEFORE_INTAKE)
        this.lastStage.set(`${hop}.${stage}`, meter.counter(`lasthop.${hop}.${stage}`, { of: `lasthop.${hop}` }));
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

function channelOf(meter: Meter, channel: string) {
  const name = `channels.${channel}`;
  const of = `${name}.tries`;
  return {
    tries: meter.counter(of, { title: `attempts ended by ${channel}` }),
    good: meter.counter(`${name}.good`, { title: `accepted by ${channel}`, of }),
    unanswered: meter.counter(`${name}.unanswered`, { title: `attempts by ${channel} that nobody answered`, of }),
  };
}

/** Which counters speak for or against a suspect. Upstream shows by what set out and never came to the edge. */
const COUNTERS = {
  intake: (total: (name: string) => number) => total("failures.unanswered.intake"),
  balancer: (total: (name: string) => number) => total("hops.balancer.dropped"),
  edge: (total: (name: string) => number) => total("hops.edge.dropped"),
  upstream: (total: (name: string) => number) => total("hops.internet.in") - total("hops.edge.in"),
};

/** What the counters of the way in say to people who look for a cause. */
export function evidenceOf(meter: Meter) {
  return {
    failed: () => meter.recording().total("failures.unanswered"),
    explainedBy(suspect: keyof typeof COUNTERS) {
      const recording = meter.recording();
      return COUNTERS[suspect]((name) => recording.total(name));
    },
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
  meter.gauge("vantage.server", { title: "success, as the server sees it", unit: "fraction" }, ofServer);
  meter.gauge("vantage.client", { title: "success, as clients see it", unit: "fraction" }, ofClient);
  const gap = () => ofServer() - ofClient();
  meter.gauge("vantage.gap", { title: "blind spot: the server's success less the clients'", unit: "fraction" }, gap);
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
