/**
 * The connections of SMTP clients. They differ from attempts: one attempt may go through several addresses, and one
 * connection may carry several attempts. Counted when a population states its addresses.
 */

import type { Counter } from "../../metrics/counter.js";
import type { Meter } from "../../metrics/meter.js";
import { difference, type Law } from "../vocabulary/conservation-law.js";
import { mailMetrics } from "./metrics.js";

export class ConnectionAccounting {
  private readonly opened: Counter;
  private readonly further: Counter;

  constructor(meter: Meter) {
    this.opened = meter.counter(mailMetrics.connections);
    this.further = meter.counter(mailMetrics.furtherConnections);
  }

  count(purpose: "attempt" | "next address"): void {
    this.opened.increment();
    if (purpose === "next address") this.further.increment();
  }

  /** @param sessions SMTP sessions that the server has opened */
  laws(sessions: number): Law[] {
    return [difference("connections of SMTP clients = SMTP sessions opened", this.opened.total, sessions)];
  }
}
