/**
 * What the edge knows of ended attempts: the hop that saw a failed one last, the success of each pool and each
 * protocol, and success as clients see it.
 */

import type { Counter } from "../../metrics/counter.js";
import type { Meter } from "../../metrics/meter.js";
import { type Failure, STAGES, type Stage, type StageName } from "../vocabulary/reply.js";
import { HOPS, type Hop, type Session } from "../vocabulary/session.js";

/** Failures of which the client knows only that no answer came. */
const UNANSWERED: readonly Failure[] = [
  "connect timeout",
  "connection refused",
  "banner timeout",
  "tls",
  "response timeout",
  "connection lost",
];

/** The stages at which a connection can end before it arrives. */
const BEFORE_INTAKE: readonly StageName[] = ["connect", "tls"];

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

function channelOf(meter: Meter, channel: string) {
  const name = `channels.${channel}`;
  const of = `${name}.tries`;
  return {
    tries: meter.counter(of, { title: `attempts ended by ${channel}` }),
    good: meter.counter(`${name}.good`, { title: `accepted by ${channel}`, of }),
    unanswered: meter.counter(`${name}.unanswered`, { title: `attempts by ${channel} that nobody answered`, of }),
  };
}
