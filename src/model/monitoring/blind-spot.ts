/**
 * The blind spot of a server's own monitoring: success as the server sees it, less success as clients see it. Above
 * zero, some failures are invisible to the server, because their connections never reached it.
 */

import type { Clock } from "../../engine/clock.js";
import type { Meter } from "../../metrics/meter.js";
import { monitoringMetrics } from "./metrics.js";

/** What one vantage point counts since the start of the run: successes, and all tries. */
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
  meter.gauge(monitoringMetrics.seenByServer, ofServer);
  meter.gauge(monitoringMetrics.seenByClients, ofClient);
  const gap = () => ofServer() - ofClient();
  meter.gauge(monitoringMetrics.blindSpot, gap);
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
