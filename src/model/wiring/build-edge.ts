/** Builds the way in of a scenario: its hops and pools, the accounting at its two ends, and the ports in front of the servers. */

import type { Calendar } from "../../engine/calendar.js";
import { inOrder } from "../../schema/moment.js";
import { ApiGateway } from "../edge/api-gateway.js";
import { WayIn } from "../edge/ingress.js";
import type { Rule } from "../edge/mitigation-device.js";
import type { EdgeOptions } from "../edge/options.js";
import { SmtpGateway } from "../edge/smtp-gateway.js";
import { WayInBooks, watchBlindSpot } from "../edge/vantage-accounting.js";
import type { ApiServer } from "../intake/api-server.js";
import type { Replies } from "../intake/replies.js";
import type { SmtpServer } from "../intake/smtp-server.js";
import type { SystemOptions } from "../options.js";
import type { ApiPort, SmtpPort } from "../senders/needs.js";
import type { Session } from "../vocabulary/session.js";
import type { SystemWorld } from "./system-world.js";

/** Undefined where the scenario leaves the edge out: clients then reach the servers directly. */
export function buildWayIn(options: SystemOptions["edge"], world: SystemWorld): WayIn | undefined {
  if (options === "off") return undefined;
  const { calendar, random, meter, clock } = world;
  return new WayIn({ calendar, random, meter, scale: clock.scale }, options, rulesOf(options, world));
}

/**
 * The accounting of the way in, and the gauges that compare what its two ends see.
 * @param complain is told of every attempt that ended without an answer
 */
export function watchWayIn(
  wayIn: WayIn,
  { meter, calendar }: SystemWorld,
  replies: Replies,
  complain: (session: Session) => void,
): WayInBooks {
  const names = wayIn.pools.all.map(({ options }) => options.name);
  const books = new WayInBooks(meter, names, complain);
  watchBlindSpot(meter, calendar, { good: () => replies.accepted, tries: () => replies.total }, books.seen);
  return books;
}

/** Where clients connect: to the way in, or to the servers themselves. */
export function portsOf(
  wayIn: WayIn | undefined,
  calendar: Calendar,
  servers: { readonly smtp: SmtpServer; readonly api: ApiServer },
): { readonly smtp: SmtpPort; readonly api: ApiPort } {
  if (wayIn === undefined) return servers;
  return { smtp: new SmtpGateway(calendar, wayIn, servers.smtp), api: new ApiGateway(calendar, wayIn, servers.api) };
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
