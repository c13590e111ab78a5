/** Monitoring on the page: the counters of every vantage point, and the alerts that fired there. */
import type { RunResult } from "../../results/run-result.js";
import { formatDuration, formatExactCount, formatFraction } from "../../schema/format.js";
import type { ReportClock } from "../text/report-clock.js";
import { html, type Markup, tableOf } from "./markup.js";

const NOTHING = html``;

const HOPS = [
  ["internet", "internet"],
  ["mitigation", "mitigation device"],
  ["edge", "edge device"],
  ["balancer", "load balancer"],
] as const;

/** In the order in which a connection meets them; empty without an edge. */
export function vantagePoints({ vantage, owners, alerts }: RunResult): Markup {
  if (owners === undefined) return NOTHING;
  const alertsAt = (point: string) => String(alerts.filter((one) => one.vantage === point).length);
  const { client, server } = vantage;
  const accepted = (part: Record<string, number>, all: string) =>
    (part[all] ?? 0) > 0 ? `${formatFraction((part.accepted ?? 0) / (part[all] ?? 1))} accepted` : "";
  const hops = HOPS.map(([hop, title]) => {
    const { in: came = 0, out = 0, dropped = 0, inFlight = 0, attackStopped } = vantage[hop] ?? {};
    const attack = attackStopped === undefined ? "" : `${formatFraction(attackStopped)} of attack traffic stopped`;
    const counts = [came, out, dropped, inFlight].map(formatExactCount);
    return [title, owners[hop] ?? "", ...counts, alertsAt(hop), attack];
  });
  const rows = [
    [
      "clients",
      "theirs",
      formatExactCount(client.attempts ?? 0),
      "",
      "",
      "",
      alertsAt("client"),
      accepted(client, "attempts"),
    ],
    ...hops,
    [
      "servers",
      "ours",
      formatExactCount(server.replies ?? 0),
      "",
      "",
      "",
      alertsAt("server"),
      accepted(server, "replies"),
    ],
  ];
  return html`<section id="vantage-points"><h2>Vantage points</h2>
<p class="lead">The same connections, counted at each point of their path.
A point cannot see connections that ended before it.</p>
${tableOf("Counters of each vantage point", ["Point", "Owner", "In", "Out", "Ended", "In flight", "Alerts", ""], rows, 2)}
</section>`;
}

export function alertTable({ alerts }: RunResult, clock: ReportClock): Markup {
  if (alerts.length === 0) return NOTHING;
  const rows = alerts.map(({ name, vantage, firedAt, notifiedAt, resolvedAt }) => [
    clock.time(firedAt),
    name,
    vantage ?? "",
    notifiedAt === null || notifiedAt === undefined ? "not yet" : clock.time(notifiedAt),
    resolvedAt === null ? "still firing" : formatDuration(resolvedAt - firedAt),
  ]);
  return html`<section id="alerts"><h2>Alerts</h2>
<p class="lead">Each alert with the point whose data it used, and the time at which a person was notified.</p>
${tableOf("Alerts in the order in which they fired", ["Fired", "Alert", "Data from", "Notified", "Lasted"], rows)}
</section>`;
}
