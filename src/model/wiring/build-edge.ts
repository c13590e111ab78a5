/**
 * Builds the ingress of a scenario: its hops and pools, the accounting at its two ends, the ports in front of the
 * servers.
 */

import type { Calendar } from "../../engine/calendar.js";
import { inOrder, secondsAt } from "../../schema/moment.js";
import type { Seconds } from "../../schema/quantity.js";
import { ApiGateway } from "../edge/api-gateway.js";
import type { FailoverWindow } from "../edge/check-failovers.js";
import { Ingress } from "../edge/ingress.js";
import type { Rule } from "../edge/mitigation-device.js";
import type { EdgeOptions } from "../edge/options.js";
import { SmtpGateway } from "../edge/smtp-gateway.js";
import { VantageAccounting } from "../edge/vantage-accounting.js";
import type { ApiServer } from "../intake/api-server.js";
import type { Replies } from "../intake/replies.js";
import type { SmtpServer } from "../intake/smtp-server.js";
import { watchBlindSpot } from "../monitoring/blind-spot.js";
import type { Common } from "../operations/operation.js";
import type { SystemOptions } from "../options.js";
import type { FailoverOrder } from "../vocabulary/orders.js";
import type { ApiPort, SmtpPort } from "../vocabulary/ports.js";
import type { Session } from "../vocabulary/session.js";
import type { SystemClock, SystemWorld } from "./system-world.js";

/** Undefined where the scenario leaves the edge out: clients then reach the servers directly. */
export function buildIngress(options: SystemOptions["edge"], world: SystemWorld): Ingress | undefined {
  if (options === "off") return undefined;
  const { calendar, random, meter } = world;
  return new Ingress({ calendar, random, meter }, options, rulesOf(options, world));
}

/**
 * The accounting at the vantage points of the edge, and the gauges that compare what its two ends see.
 * @param complain is told of every attempt that ended without an answer
 */
export function watchIngress(
  ingress: Ingress,
  { meter, calendar }: SystemWorld,
  replies: Replies,
  complain: (session: Session) => void,
): VantageAccounting {
  const names = ingress.pools.all.map(({ options }) => options.name);
  const accounting = new VantageAccounting(meter, names, complain);
  watchBlindSpot(meter, calendar, { good: () => replies.accepted, tries: () => replies.total }, accounting.seen);
  return accounting;
}

/** Where clients connect: to the ingress, or to the servers themselves. */
export function portsOf(
  ingress: Ingress | undefined,
  calendar: Calendar,
  servers: { readonly smtp: SmtpServer; readonly api: ApiServer },
): { readonly smtp: SmtpPort; readonly api: ApiPort } {
  if (ingress === undefined) return servers;
  return {
    smtp: new SmtpGateway(calendar, ingress, servers.smtp),
    api: new ApiGateway(calendar, ingress, servers.api),
  };
}

/** When each failover of the timeline is on: once, or again after each `every` up to the end of the run. */
export function failoverWindows(
  operations: SystemOptions["operations"],
  clock: Pick<SystemClock, "start" | "duration">,
): FailoverWindow[] {
  return operations.flatMap((one, index) => {
    if (one.do !== "failover") return [];
    const { name, at, for: length = Number.POSITIVE_INFINITY, every, from } = one as unknown as Common & FailoverOrder;
    const starts = "on" in at ? [] : startsOf(secondsAt(at, clock), every, clock.duration);
    return [{ name, path: `operations[${index}].from`, from, starts, length }];
  });
}

function startsOf(first: Seconds, every: Seconds | undefined, duration: Seconds): Seconds[] {
  if (every === undefined) return [first];
  const times = 1 + Math.max(0, Math.floor((duration - first) / every));
  return Array.from({ length: times }, (_, i) => first + i * every);
}

/** The profiles of the mitigation device, their points in seconds from the start of the run. */
function rulesOf({ mitigation }: EdgeOptions, { clock }: SystemWorld): Map<string, Rule[]> {
  const rules = Object.entries(mitigation.profiles).map(([name, { countermeasures }]): [string, Rule[]] => [
    name,
    countermeasures.map(({ falsePositive, ...rule }) => ({
      ...rule,
      rate: Array.isArray(falsePositive)
        ? inOrder(falsePositive, clock).map(({ at, share }) => ({ at, value: share }))
        : [{ at: 0, value: falsePositive }],
    })),
  ]);
  return new Map(rules);
}
